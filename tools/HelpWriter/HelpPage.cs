using System.Text.RegularExpressions;

namespace PSEventSourcing.Help;

/// <summary>The page of a cmdlet in <c>docs/cmdlets</c>.</summary>
internal sealed partial record HelpPage(
    string Name, string Synopsis, string Description, IReadOnlyDictionary<string, string> Parameters, string Outputs, IReadOnlyList<HelpPage.Example> Examples)
{
    /// <summary>Reads the pages of a folder, in the order of their names.</summary>
    public static IReadOnlyList<HelpPage> ReadAll(string folder) =>
        [.. Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(Read)];

    internal sealed record Example(string Title, string Code, string Remarks);

    private static HelpPage Read(string path)
    {
        var (title, synopsis, sections) = Split(File.ReadAllText(path).ReplaceLineEndings("\n"), "# ").Single();
        var parts = Split(sections, "## ").ToDictionary(part => part.Title, StringComparer.Ordinal);
        return new HelpPage(
            title,
            synopsis,
            Part("Description").Text,
            Split(Part("Parameters").Below, "### -").ToDictionary(part => part.Title, part => part.Text, StringComparer.Ordinal),
            Part("Outputs").Text,
            [.. Split(Part("Examples").Below, "### ").Select(ReadExample)]);

        (string Title, string Text, string Below) Part(string name) =>
            parts.TryGetValue(name, out var found) ? found : throw new InvalidDataException($"The page {title} has no part '## {name}'.");
    }

    private static Example ReadExample((string Title, string Text, string Below) part)
    {
        var match = CodeAndRemarks().Match(part.Text);
        return match.Success
            ? new Example(part.Title, match.Groups["code"].Value.Trim(), match.Groups["remarks"].Value.Trim())
            : throw new InvalidDataException($"The example '{part.Title}' does not begin with a block of code.");
    }

    /// <summary>Splits at headings of a level: each with the text up to the next heading of any level, and what is below.</summary>
    private static IEnumerable<(string Title, string Text, string Below)> Split(string markdown, string heading)
    {
        foreach (var section in ("\n" + markdown).Split("\n" + heading).Skip(1))
        {
            var (title, body) = section.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? (section[..end], section[end..]) : (section, "");
            var below = body.IndexOf("\n#", StringComparison.Ordinal);
            yield return (title.Trim(), (below < 0 ? body : body[..below]).Trim(), below < 0 ? "" : body[below..]);
        }
    }

    [GeneratedRegex(@"\A```powershell\n(?<code>.*?)\n```(?<remarks>.*)\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeAndRemarks();
}
