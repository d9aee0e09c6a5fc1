using System.Reflection;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>Where the files of the repository are that tests read.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = typeof(RepositoryFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryDirectory").Value!;

    public static string Tests { get; } = In("tests/Unit/PSEventSourcing");

    public static string In(string path) => Path.Combine(Root, path);
}
