using System.Runtime.CompilerServices;

namespace EventSourcing.Tests.House;

/// <summary>The files of the repository, which tests of the house read.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string file) => Path.GetFullPath(Path.Combine(Root, file));

    private static string FindRoot([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
