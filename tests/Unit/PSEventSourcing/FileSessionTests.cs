using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

/// <summary>Sessions with a SQLite file.</summary>
public sealed class FileSessionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("school-");
    private readonly ModuleHost _host = new();

    private string File => Path.Combine(_folder.FullName, "school.db");

    public void Dispose()
    {
        _host.Run("Get-EventStore | Disconnect-EventStore");
        _host.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Dogs_in_a_file_outlive_the_session()
    {
        var session = _host.Run("param($file) Connect-EventStore -Path $file -PassThru; $dog = New-Dog Fido; $dog | Add-Trick sit", File).Succeeded().Output[0];
        Assert.Equal(("SQLite", File), (session.Properties["Store"].Value, session.Properties["Address"].Value));

        _host.Run("Disconnect-EventStore").Succeeded();
        Assert.Equal([File], Directory.EnumerateFiles(_folder.FullName));
        Assert.Equal(["sit"], _host.Run("param($file) Connect-EventStore -Path $file; (Get-Dog $dog.Id).Tricks", File).Succeeded().Lines);
    }

    [Fact]
    public async Task Two_processes_share_a_file()
    {
        var id = _host.Run("param($file) Connect-EventStore -Path $file; (New-Dog Fido).Id", File).Succeeded().Lines[0];

        var other = await ShellProcess.RunAsync("-c", $"Connect-EventStore -Path '{File}'; Add-Trick {id} sit; (Get-Dog {id}).Name");

        Assert.Equal(("Fido\n", ""), (other.Output, other.Errors));
        Assert.Equal(["sit"], _host.Run("param($id) (Get-Dog $id).Tricks", id).Succeeded().Lines);
    }

    [Fact]
    public void A_relative_path_is_meant_from_the_current_location()
    {
        _host.Run("param($folder) $ExecutionContext.SessionState.Path.SetLocation($folder) | Out-Null; Connect-EventStore -Path ./school.db; New-Dog Fido", _folder.FullName).Succeeded();

        Assert.True(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task The_environment_names_the_file()
    {
        (string, string)[] environment = [("PERSISTENCE_MODULE", "EventSourcing.Sqlite"), ("SQLITE_DBNAME", "school.db")];
        var go = $"$ExecutionContext.SessionState.Path.SetLocation('{_folder.FullName}') | Out-Null; ";

        var written = await ShellProcess.RunAsync(["-c", go + "(New-Dog Fido).Id"], null, environment);
        var read = await ShellProcess.RunAsync(["-c", go + $"(Get-Dog {written.Output.Trim()}).Name; (Get-EventStore).Address"], null, environment);
        var connected = await ShellProcess.RunAsync(["-c", go + "Connect-EventStore; (Get-EventStore).Store"], null, ("SQLITE_DBNAME", "school.db"));

        Assert.Equal(($"Fido\n{File}\n", ""), (read.Output, read.Errors));
        Assert.Equal(("SQLite\n", ""), (connected.Output, connected.Errors));
    }

    [Fact]
    public async Task Sqlite_managed_and_native_lives_apart()
    {
        var ended = await ShellProcess.RunAsync("-c", $$"""
            Connect-EventStore -Path '{{File}}'
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -match '^(EventSourcing|Microsoft.Data|SQLitePCL)' } | ForEach-Object {
                "$($_.GetName().Name) in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)"
            }
            """);

        Assert.Equal(
            [
                "EventSourcing in Default",
                "EventSourcing.Sqlite in EventSourcing.Sqlite",
                "Microsoft.Data.Sqlite in EventSourcing.Sqlite",
                "SQLitePCLRaw.batteries_v2 in EventSourcing.Sqlite",
                "SQLitePCLRaw.core in EventSourcing.Sqlite",
                "SQLitePCLRaw.provider.e_sqlite3 in EventSourcing.Sqlite",
            ],
            ended.Output.Trim().Split('\n').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("win-x64", "e_sqlite3.dll")]
    [InlineData("win-arm64", "e_sqlite3.dll")]
    [InlineData("linux-x64", "libe_sqlite3.so")]
    [InlineData("linux-arm64", "libe_sqlite3.so")]
    [InlineData("osx-x64", "libe_sqlite3.dylib")]
    [InlineData("osx-arm64", "libe_sqlite3.dylib")]
    public void The_module_brings_SQLite_for(string platform, string library) =>
        Assert.True(System.IO.File.Exists(Path.Combine(Path.GetDirectoryName(ModuleHost.Manifest)!, "modules", "EventSourcing.Sqlite", "runtimes", platform, "native", library)));

    [Fact]
    public void A_file_that_is_none_is_an_error_that_names_it()
    {
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("Dear Fido, ", 500)));

        var error = _host.Run("param($file) Connect-EventStore -Path $file", File).Error;

        Assert.Equal("StoreFormat,PSEventSourcing.Commands.Sessions.ConnectEventStoreCommand", error.FullyQualifiedErrorId);
        Assert.Equal(File, error.TargetObject);
        Assert.Empty(_host.Run("Get-EventStore").Succeeded().Output);
    }

    [Theory]
    [InlineData("nowhere/school.db", "StoreUnavailable")]
    [InlineData("env:school", "InvalidConfiguration")]
    public void A_path_that_cannot_be_one_is_an_error(string path, string id) =>
        Assert.StartsWith(id + ",", _host.Run("param($path) Connect-EventStore -Path $path", path).Error.FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_path_goes_with_no_connection_string() =>
        Assert.Equal("PositionalParameterNotFound", _host.Run("Connect-EventStore esdb://localhost -Path school.db").ErrorId);

    [Fact]
    public void In_memory_nothing_is_left()
    {
        Assert.Equal(["Fido"], _host.Run("Connect-EventStore -Path :memory:; New-Dog Fido | Out-Null; Get-Dog").Succeeded().Lines);
    }
}
