using System.Text.RegularExpressions;

namespace EventSourcing.Tests.House;

/// <summary>Each line of the comparison with Python names the tests that show it: they are there, under those names.</summary>
public sealed partial class ComparisonTests
{
    private const string Page = "docs/python-comparison.md";

    [Fact]
    public void Every_test_that_the_comparison_names_is_in_the_file_it_links_to()
    {
        var named = NamedTest().Matches(File.ReadAllText(Checkout.PathOf(Page)));

        Assert.True(named.Count > 50, $"{Page} names only {named.Count} tests.");
        Assert.All(named, test =>
        {
            var (name, file) = (test.Groups["name"].Value, Checkout.PathOf("docs/" + test.Groups["file"].Value));
            Assert.True(File.Exists(file), $"{Page} links to {file}, which is not there.");
            Assert.True(Regex.IsMatch(File.ReadAllText(file), $@"\bpublic .*\b(void|Task|class) {name}\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), $"{Page} names {name}, which is not in {file}.");
        });
    }

    [Fact]
    public void Every_feature_that_is_here_names_a_test() =>
        Assert.All(
            File.ReadLines(Checkout.PathOf(Page)).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split(" |")),
            cells => Assert.True(cells[2].Trim('|', ' ') is "no" or "here" or "---" || NamedTest().IsMatch(cells[3]), $"{Page} says of {cells[0]} what no test shows."));

    [GeneratedRegex(@"\[`(?<name>\w+)`\]\((?<file>[^)]+\.cs)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedTest();
}
