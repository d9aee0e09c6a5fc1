namespace PSEventSourcing.Tests.Hosting;

/// <summary>A directory that is gone after the test.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    /// <summary>The names of the files in it.</summary>
    public IEnumerable<string> Files => _directory.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    public string this[string file] => Path.Combine(_directory.FullName, file);

    /// <summary>Makes it the place where a shell is.</summary>
    public void Enter(ModuleHost host) =>
        host.Run("param($directory) $ExecutionContext.SessionState.Path.SetLocation($directory) | Out-Null", _directory.FullName).Succeeded();

    public void Dispose() => _directory.Delete(recursive: true);
}
