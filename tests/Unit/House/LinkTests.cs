using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace EventSourcing.Tests.House;

/// <summary>Links of the pages lead somewhere; and where a page names the test that shows something, there is one.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root(), "docs"), "*.md", SearchOption.AllDirectories)
            .Concat([Path.Combine(Root(), "README.md"), Path.Combine(Root(), "CONTRIBUTING.md")])
            .Select(page => Path.GetRelativePath(Root(), page)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root(), page))!;

        Assert.All(Links(page), link => Assert.True(Path.Exists(Path.Combine(folder, link.Target)), $"{page} links to {link.Target}, which is not there."));
    }

    [Fact]
    public void What_the_comparison_says_is_shown_by_a_test_of_that_name()
    {
        var shown = Links("docs/python-comparison.md").Where(link => link.Target.EndsWith("Tests.cs", StringComparison.Ordinal) || link.Target.Contains("Contract", StringComparison.Ordinal)).ToList();

        Assert.True(shown.Count > 30);
        Assert.All(shown, link => Assert.Contains(
            $" {link.Text.Replace(' ', '_')}(", File.ReadAllText(Path.Combine(Root(), "docs", link.Target)), StringComparison.Ordinal));
    }

    private static IEnumerable<(string Text, string Target)> Links(string page) =>
        from match in Link().Matches(File.ReadAllText(Path.Combine(Root(), page)))
        let target = match.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        select (match.Groups["text"].Value, target);

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
