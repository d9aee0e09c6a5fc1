using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

/// <summary>Every bad input gives one error with an id, a category, a target and an action; the rest goes on.</summary>
public sealed class ErrorTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void An_unknown_dog() =>
        Check("New-Dog Fido -Id fido | Out-Null; 'fido', 'rex', 'fido' | Get-Dog", "DogNotFound", ErrorCategory.ObjectNotFound, "rex", "Fido", "Fido");

    [Fact]
    public void A_trick_for_an_unknown_dog() =>
        Check("New-Dog Fido -Id fido | Out-Null; 'fido', 'rex', 'fido' | Add-Trick sit -PassThru", "DogNotFound", ErrorCategory.ObjectNotFound, "rex", "Fido", "Fido");

    [Fact]
    public void A_revision_that_was_never_reached() =>
        Check("New-Dog Fido -Id fido | Out-Null; Get-Dog fido -Revision 7", "DogRevisionNotFound", ErrorCategory.ObjectNotFound, "fido");

    [Fact]
    public void A_name_that_no_dog_has() =>
        Check("New-Dog Fido | Out-Null; Get-Dog -Name Rex, Fido", "DogNameNotFound", ErrorCategory.ObjectNotFound, "Rex", "Fido");

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_name(string name) =>
        Check($"'Rex', '{name}', 'Bella' | New-Dog", "EmptyDogName", ErrorCategory.InvalidArgument, name, "Rex", "Bella");

    [Fact]
    public void An_empty_trick() =>
        Check("New-Dog Fido -Id fido | Add-Trick ''; Get-Dog fido", "EmptyTrick", ErrorCategory.InvalidArgument, "fido", "Fido");

    [Theory]
    [InlineData("")]
    [InlineData(" fido")]
    [InlineData("fi\tdo")]
    public void An_id_that_is_no_id(string id)
    {
        Check($"New-Dog Fido -Id fido | Out-Null; '{id}', 'fido' | Get-Dog", "InvalidDogId", ErrorCategory.InvalidArgument, id, "Fido");
        Check($"New-Dog Rex -Id '{id}'", "InvalidDogId", ErrorCategory.InvalidArgument, id);
        Check($"Add-Trick '{id}' sit", "InvalidDogId", ErrorCategory.InvalidArgument, id);
    }

    [Fact]
    public void A_second_registration_of_an_id() =>
        Check(
            "[pscustomobject]@{ Name = 'Fido'; Id = 'x' }, [pscustomobject]@{ Name = 'Rex'; Id = 'x' }, [pscustomobject]@{ Name = 'Bella'; Id = 'y' } | New-Dog",
            "DogAlreadyExists", ErrorCategory.ResourceExists, "x", "Fido", "Bella");

    [Fact]
    public void A_stream_that_does_not_exist() =>
        Check("New-Dog Fido -Id fido | Out-Null; 'Dog-rex', 'Dog-fido' | Get-StreamEvent | ForEach-Object Type", "StreamNotFound", ErrorCategory.ObjectNotFound, "Dog-rex", "Dog.Registered");

    [Fact]
    public void A_stream_without_a_name() =>
        Check("Get-StreamEvent ''", "EmptyStreamName", ErrorCategory.InvalidArgument, "");

    [Fact]
    public void A_server_that_is_not_there()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();

        CheckConnect($"Connect-EventStore 'esdb://127.0.0.1:{port}?tls=false'", "StoreUnavailable", ErrorCategory.ConnectionError, $"127.0.0.1:{port}");
    }

    [Theory]
    [InlineData("admin", "wrong-password")]
    [InlineData("nobody", "changeit")]
    public void A_wrong_password_or_user(string user, string password)
    {
        var error = CheckConnect(
            $"Connect-EventStore '{servers.Secure.Replace("://", $"://{user}:{password}@", StringComparison.Ordinal)}' -RootCertificate '{servers.Authority}'",
            "NotAuthenticated", ErrorCategory.AuthenticationError, servers.Secure["esdb://".Length..]);
        Assert.DoesNotContain(password, Everything(error), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_password_as_credential()
    {
        var secret = new System.Security.SecureString();
        "wrong-password".ToList().ForEach(secret.AppendChar);
        var outcome = _host.Run(
            "param($uri, $roots, $credential) Connect-EventStore $uri -RootCertificate $roots -Credential $credential",
            servers.Secure, servers.Authority, new PSCredential("admin", secret));

        Assert.Equal("NotAuthenticated", outcome.ErrorId);
        Assert.DoesNotContain("wrong-password", Everything(outcome.Error), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_certificate() =>
        CheckConnect($"Connect-EventStore '{servers.Secure}'", "CertificateRefused", ErrorCategory.SecurityError, servers.Secure["esdb://".Length..]);

    [Fact]
    public void A_connection_string_with_an_unknown_option()
    {
        var error = CheckConnect("Connect-EventStore 'esdb://admin:secret@localhost:2113?tsl=false'", "InvalidConnectionString", ErrorCategory.InvalidArgument, "localhost:2113");
        Assert.Contains("'tsl' is not an option", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Everything(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:2113", "localhost:2113")]
    [InlineData("http://localhost", "localhost")]
    [InlineData("", "")]
    [InlineData("esdb://a:se/cr?et@localhost", "localhost")]
    public void A_connection_string_that_is_none(string text, string shown) =>
        Assert.DoesNotContain("cr?et", Everything(CheckConnect($"Connect-EventStore '{text}'", "InvalidConnectionString", ErrorCategory.InvalidArgument, shown)), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_certificates_that_is_not_there() =>
        CheckConnect($"Connect-EventStore '{servers.Secure}' -RootCertificate ./missing.crt", "InvalidConfiguration", ErrorCategory.InvalidArgument, servers.Secure["esdb://".Length..]);

    [Fact]
    public void No_session_to_disconnect() =>
        Check("Disconnect-EventStore", "NotConnected", ErrorCategory.ConnectionError, null);

    [Fact]
    public void A_session_that_has_been_closed()
    {
        _host.Run("New-Dog Fido | Out-Null; $session = Get-EventStore; Disconnect-EventStore").Succeeded();

        var outcome = _host.Run("'Rex', 'Bella' | New-Dog -Session $session");

        Assert.Empty(outcome.Output);
        Assert.Equal("SessionClosed", outcome.ErrorId);
    }

    [Fact]
    public void A_number_that_no_session_has() =>
        Assert.Contains("There is no open session '7'", _host.Run("Get-Dog -Session 7").Error.ToString(), StringComparison.Ordinal);

    private void Check(string script, string id, ErrorCategory category, string? target, params string[] output)
    {
        var outcome = _host.Run(script);
        Assert.StartsWith(id + ",PSEventSourcing.", outcome.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, outcome.Error.CategoryInfo.Category);
        Assert.Equal(target, outcome.Error.TargetObject);
        Assert.NotEmpty(outcome.Error.ErrorDetails.RecommendedAction);
        Assert.Equal(output, outcome.Lines);
    }

    /// <summary>One error, and no session afterwards.</summary>
    private ErrorRecord CheckConnect(string script, string id, ErrorCategory category, string target)
    {
        Check(script, id, category, target);
        Assert.Empty(_host.Run("Get-EventStore").Succeeded().Output);
        return _host.Run(script).Error;
    }

    private static string Everything(ErrorRecord error) =>
        $"{error} {error.Exception} {error.CategoryInfo} {error.ErrorDetails} {error.ErrorDetails?.RecommendedAction} {error.InvocationInfo?.PositionMessage} {error.InvocationInfo?.Line} {error.ScriptStackTrace}";
}
