using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

/// <summary>In a process of its own, because this one holds the emulator, and with it gRPC.</summary>
public sealed class LoadContextTests(Servers servers) : IClassFixture<Servers>
{
    private const string Loaded = """
        function Loaded($pattern) {
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -like $pattern } | ForEach-Object {
                "$($_.GetName().Name) in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)"
            }
        }
        """;

    [Fact]
    public async Task Importing_loads_nothing_but_the_module_and_the_core()
    {
        var ended = await ShellProcess.RunAsync("-c", Loaded + """
            Loaded EventSourcing*; Loaded PSEventSourcing*; Loaded Grpc*; Loaded Google*
            """);

        Assert.Equal(["EventSourcing in Default", "PSEventSourcing in Default"], ended.Output.Trim().Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Looking_at_the_cmdlets_and_their_help_does_not_load_the_client()
    {
        var ended = await ShellProcess.RunAsync("-c", Loaded + """
            Get-Command -Module PSEventSourcing | ForEach-Object { $null = $_.ParameterSets; $null = $_.OutputType; $null = Get-Help $_.Name -Full }
            New-Dog Fido 3>$null | Out-Null
            try { Get-Dog no -ErrorAction Stop } catch { }
            Loaded EventSourcing.*
            """);

        Assert.Equal("", ended.Output.Trim());
    }

    [Fact]
    public async Task The_persistence_module_and_third_parties_live_apart()
    {
        var ended = await ShellProcess.RunAsync("-c", Loaded + $"""
            Connect-EventStore '{servers.Insecure}'; New-Dog Fido | Out-Null
            Loaded EventSourcing*; Loaded Grpc.*; Loaded Google.*
            """);

        Assert.Equal(
            [
                "EventSourcing in Default",
                "EventSourcing.EventStoreDb in EventSourcing.EventStoreDb",
                "Google.Protobuf in EventSourcing.EventStoreDb",
                "Grpc.Core.Api in EventSourcing.EventStoreDb",
                "Grpc.Net.Client in EventSourcing.EventStoreDb",
                "Grpc.Net.Common in EventSourcing.EventStoreDb",
            ],
            ended.Output.Trim().Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task After_removal_and_another_import_it_connects_again()
    {
        var ended = await ShellProcess.RunAsync("-c", $"""
            Connect-EventStore '{servers.Insecure}'
            $path = (Get-Module PSEventSourcing).Path
            Remove-Module PSEventSourcing
            Import-Module $path
            Connect-EventStore '{servers.Insecure}'
            (Get-EventStore).Store
            """);

        Assert.Equal(("EventStoreDB\n", ""), (ended.Output, ended.Errors));
    }

    [Fact]
    public async Task A_name_that_is_no_persistence_module_is_not_looked_for_elsewhere()
    {
        var ended = await ShellProcess.RunAsync(
            ["-c", "$env:PERSISTENCE_MODULE = '../EventSourcing'; New-Dog Fido; $Error[0].FullyQualifiedErrorId"], null);

        Assert.Equal("InvalidConfiguration,PSEventSourcing.NewDogCommand\n", ended.Output);
    }
}
