using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Users;

/// <summary>A shell that is connected to a node with TLS as an administrator, and takes back the users that were created
/// through it. In scripts, <c>$u</c> is a login name that nobody has.</summary>
internal sealed class UserHost : IDisposable
{
    public const string Password = "pa55-w0rd-Of-Th3-T3st";

    private readonly ModuleHost _host = new();
    private readonly SecureServer _server;

    public UserHost(Servers servers, string kind)
    {
        _server = servers.SecureOf(kind);
        _host.Run(_server.Script).Succeeded();
        Login = $"user-{Guid.NewGuid():N}";
        ConnectAs(_server.User, _server.Password).Succeeded();
        _host.Run("param($login, $password) $u = $login; $pw = $password", Login, Password).Succeeded();
    }

    /// <summary>A login name that nobody has.</summary>
    public string Login { get; }

    public Outcome ConnectAs(string user, string password) => _host.Run("param($user, $password) Connect-As $user $password", user, password);

    public Outcome Run(string script) => _host.Run(script);

    public string Show(string script) => _host.Show(script);

    /// <summary>What the tab key offers, at best: it does not wait long for a busy machine.</summary>
    public IReadOnlyList<string> Complete(string line)
    {
        IReadOnlyList<string> offered = [];
        for (var attempt = 0; attempt < 10 && offered.Count == 0; attempt++)
            offered = [.. _host.Complete(line).Select(match => match.CompletionText)];
        return offered;
    }

    /// <summary>Connects until it comes out as it must: the server may go by what was before for up to a second.</summary>
    public async Task UntilAsync(string user, string password, bool connects)
    {
        while (ConnectAs(user, password).Errors.Count == 0 != connects)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        ConnectAs(_server.User, _server.Password);
        _host.Run("Remove-EventStoreUser \"$u*\" -Confirm:$false");
        _host.Dispose();
    }
}
