using System.Management.Automation.Language;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class PesterTests
{
    public static IEnumerable<TheoryDataRow<string>> Files =>
        Directory.GetFiles(RepositoryFiles.In("tests/Pester"), "*.Tests.ps1").Select(file => new TheoryDataRow<string>(Path.GetFileName(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void The_acceptance_tests_are_well_formed(string file)
    {
        Parser.ParseFile(RepositoryFiles.In("tests/Pester/" + file), out _, out var errors);

        Assert.Empty(errors.Select(error => error.ToString()));
    }
}
