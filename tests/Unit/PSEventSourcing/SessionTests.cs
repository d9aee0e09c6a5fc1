using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class SessionTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("emulator")]
    [InlineData("real server")]
    public void Connecting_makes_the_session_the_default_and_shows_no_secrets(string kind)
    {
        var session = _host.Run("param($uri) Connect-EventStore $uri -PassThru -Verbose", servers.Of(kind)).Succeeded();

        Assert.Equal(["EventStoreDB"], _host.Run("Get-EventStore | ForEach-Object Store").Lines);
        Assert.Contains("Connected to EventStoreDB", Assert.Single(session.Verbose), StringComparison.Ordinal);
        Assert.Empty(_host.Run("$dog = New-Dog Fido").Succeeded().Warnings);

        // The store outlives the session.
        _host.Run("Disconnect-EventStore").Succeeded();
        Assert.Equal(["Fido"], _host.Run("param($uri) Connect-EventStore $uri; Get-Dog $dog.Id", servers.Of(kind)).Succeeded().Lines);
    }

    [Fact]
    public void Connects_to_a_secure_server_with_certificates_as_text_or_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, servers.Authority);
        var uri = servers.Secure.Replace("://", "://admin:changeit@", StringComparison.Ordinal);

        var shown = _host.Run("param($uri, $text, $file) Connect-EventStore $uri -RootCertificate $text -PassThru -Verbose; Connect-EventStore $uri -RootCertificate $file -PassThru", uri, servers.Authority, file).Succeeded();

        Assert.Equal(2, shown.Output.Count);
        Assert.DoesNotContain("changeit", string.Join('\n', shown.Lines.Concat(shown.Verbose)) + _host.Show("Get-EventStore | ForEach-Object { $_.psobject.Properties }"), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void The_session_opened_last_is_the_default_and_others_are_named()
    {
        _host.Run("New-Dog Memo -Id memo").Succeeded();
        _host.Run("param($uri) Connect-EventStore $uri", servers.Insecure).Succeeded();

        Assert.Equal("DogNotFound", _host.Run("Get-Dog memo").ErrorId);
        Assert.Equal(["Memo"], _host.Run("Get-Dog memo -Session 1").Succeeded().Lines);
        Assert.Equal(["Memo"], _host.Run("Get-Dog memo -Session (Get-EventStore 1)").Succeeded().Lines);

        _host.Run("Disconnect-EventStore").Succeeded();
        Assert.Equal(["Memo"], _host.Run("Get-Dog memo").Succeeded().Lines);
    }

    [Fact]
    public void Every_session_can_be_piped_away()
    {
        _host.Run("param($uri) New-Dog Fido; Connect-EventStore $uri; Connect-EventStore $uri", servers.Insecure).Succeeded();

        Assert.Equal(["3"], _host.Run("@(Get-EventStore).Count; Get-EventStore | Disconnect-EventStore").Succeeded().Lines);
        Assert.Empty(_host.Run("Get-EventStore").Succeeded().Output);
    }

    [Fact]
    public void With_WhatIf_the_session_stays_open()
    {
        _host.Run("New-Dog Fido; Disconnect-EventStore -WhatIf").Succeeded();

        Assert.Equal(["Fido"], _host.Run("Get-Dog").Succeeded().Lines);
    }

    [Fact]
    public void Without_a_session_one_warning_says_that_nothing_outlives_the_runspace()
    {
        Assert.Contains("nothing outlives it", Assert.Single(_host.Run("New-Dog Fido; New-Dog Rex").Succeeded().Warnings), StringComparison.Ordinal);
        Assert.Empty(_host.Run("Get-Dog").Warnings);
    }

    [Fact]
    public async Task The_environment_names_the_store()
    {
        (string, string)[] environment = [("PERSISTENCE_MODULE", "EventSourcing.EventStoreDb"), ("EVENTSTOREDB_URI", servers.Insecure)];

        var written = await ShellProcess.RunAsync(["-c", "(New-Dog Fido).Id"], null, environment);
        var read = await ShellProcess.RunAsync(["-c", $"(Get-Dog {written.Output.Trim()}).Name; (Get-EventStore).Store"], null, environment);
        var connected = await ShellProcess.RunAsync(["-c", "Connect-EventStore; (Get-EventStore).Store"], null, ("EVENTSTOREDB_URI", servers.Insecure));

        Assert.Equal(("Fido\nEventStoreDB\n", ""), (read.Output, read.Errors));
        Assert.Equal(("EventStoreDB\n", ""), (connected.Output, connected.Errors));
    }

    [Fact]
    public async Task A_store_named_by_the_environment_that_is_not_there_is_one_error()
    {
        var failed = await ShellProcess.RunAsync(
            ["-c", "'Rex', 'Bella' | New-Dog; $Error.Count; $Error[0].FullyQualifiedErrorId; $Error[0].TargetObject; @(Get-EventStore).Count"], null,
            ("PERSISTENCE_MODULE", "EventSourcing.EventStoreDb"), ("EVENTSTOREDB_URI", "esdb://127.0.0.1:1?tls=false"));

        Assert.Equal("1\nStoreUnavailable,PSEventSourcing.NewDogCommand\n127.0.0.1:1\n0\n", failed.Output);
    }
}
