namespace PSEventSourcing.Tests.Hosting;

/// <summary>Compares text with a file that a person has approved. Where they differ, what came is written beside the
/// file: look at it, and if it is right, put it in the file's place.</summary>
internal static class Approved
{
    /// <summary>Compares with a file of these tests.</summary>
    public static void Text(string name, string received) =>
        File($"tests/Unit/PSEventSourcing/Approved/{name}.approved.txt", received);

    /// <summary>Compares with any file of the repository.</summary>
    public static void File(string path, string received)
    {
        var approved = RepositoryFiles.In(path);
        var beside = path.EndsWith(".approved.txt", StringComparison.Ordinal)
            ? approved.Replace(".approved.txt", ".received.txt", StringComparison.Ordinal)
            : approved + ".received.txt";
        received = Lines(received);
        if (System.IO.File.Exists(approved) && Lines(System.IO.File.ReadAllText(approved)) == received)
        {
            System.IO.File.Delete(beside);
            return;
        }

        System.IO.File.WriteAllText(beside, received);
        Assert.Fail($"{path} is missing or differs from what came, which is now in {beside}. It begins to differ at:\n{FirstDifference(approved, received)}");
    }

    private static string FirstDifference(string approved, string received)
    {
        var before = System.IO.File.Exists(approved) ? Lines(System.IO.File.ReadAllText(approved)).Split('\n') : [];
        var now = received.Split('\n');
        var line = Enumerable.Range(0, now.Length).FirstOrDefault(i => i >= before.Length || before[i] != now[i]);
        return $"- {before.ElementAtOrDefault(line)}\n+ {now.ElementAtOrDefault(line)}";
    }

    /// <summary>Spaces that a table pads its lines with are not to be seen, and so not to be approved.</summary>
    private static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n') + "\n";
}
