using System.Text.RegularExpressions;

namespace EventSourcing.Tests.House;

/// <summary>Links from one page of the repository to a file of it lead somewhere.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Checkout.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Checkout.Root, "*.md"))
            .Select(page => Path.GetRelativePath(Checkout.Root, page))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_to_a_file_leads_to_one(string page)
    {
        var folder = Path.GetDirectoryName(Checkout.PathOf(page))!;

        var missing = Link().Matches(File.ReadAllText(Checkout.PathOf(page)))
            .Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target)));

        Assert.Empty(missing);
    }

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
