namespace EventSourcing.Tests.House;

/// <summary>What the pages show in C# is code that is compiled and run: every block stands, line for line, in a file of
/// <c>tests/Unit/Docs</c> or <c>examples</c>.</summary>
public sealed class DocsExampleTests
{
    private const string Fence = "```";

    private static readonly Lazy<string[]> Sources = new(() =>
    [
        .. new[] { "tests/Unit/Docs", "examples" }
            .SelectMany(folder => Directory.EnumerateFiles(Checkout.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Lines(File.ReadAllLines(file))),
    ]);

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Checkout.PathOf("docs"), "*.md").Append(Checkout.PathOf("README.md")).Select(page => Path.GetRelativePath(Checkout.Root, page)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_example_of_a_page_is_compiled_and_run(string page)
    {
        foreach (var example in Examples(File.ReadAllLines(Checkout.PathOf(page))))
            Assert.True(Sources.Value.Any(source => source.Contains(example, StringComparison.Ordinal)), $"{page} shows code that stands in no file of tests/Unit/Docs or examples:{Environment.NewLine}{example}");
    }

    private static IEnumerable<string> Examples(IReadOnlyList<string> page)
    {
        List<string>? block = null;
        foreach (var line in page)
        {
            if (block is null && line.Trim() is Fence + "csharp")
            {
                block = [];
            }
            else if (block is not null && line.Trim() is Fence)
            {
                yield return Lines(block);
                block = null;
            }
            else
            {
                block?.Add(line);
            }
        }
    }

    /// <summary>Indentation, and empty lines, are the page's own.</summary>
    private static string Lines(IEnumerable<string> lines) =>
        string.Concat(lines.Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line + "\n"));
}
