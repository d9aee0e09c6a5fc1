using System.Runtime.CompilerServices;

namespace EventSourcing.Tests;

/// <summary>Compares a text with the approved one beside the test. When they differ, the new text is left in a file
/// <c>.received.txt</c>, to be reviewed and, if it is right, renamed to <c>.approved.txt</c>.</summary>
public static class Approved
{
    public static void Matches(string name, string text, [CallerFilePath] string test = "")
    {
        var folder = Path.GetDirectoryName(test)!;
        var approved = Path.Combine(folder, name + ".approved.txt");
        var received = Path.Combine(folder, name + ".received.txt");
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{received} differs from the approved text. If the change is right, rename it to {Path.GetFileName(approved)}.");
    }
}
