using System.Management.Automation;
using System.Text.RegularExpressions;
using EventStoreDb.Emulator;
using PSEventSourcing.Help;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Help;

[Collection(TestProfiles.Name)]
public sealed partial class HelpTests
{
    private const string UsualAddress = "localhost:2113";

    /// <summary>The examples of cmdlets for servers are run on one that has some of everything, as an operator's has.</summary>
    private const string WhatExamplesFind = """
        param($uri, $authority)
        Connect-EventStore $uri -Credential $admin -RootCertificate $authority
        1..3 | ForEach-Object { @{ Amount = $_ } } | Add-StreamEvent Account-1 Deposited | Out-Null
        New-ServerProjection totals @'
        fromStream('Account-1').when({ $init: function () { return { sum: 0 } }, Deposited: function (s, e) { s.sum += e.data.Amount; return s } })
        '@ | Out-Null
        New-PersistentSubscription Account-1 mailer -From Start | Out-Null
        New-PersistentSubscription Account-1 audit -From Start | Out-Null
        Receive-PersistentSubscription Account-1 audit -Count 2 -Handler { 'Park: no auditor yet' }
        New-EventStoreUser ada $secret -FullName 'Ada Byron' -Group sales | Out-Null
        """;

    private static readonly IReadOnlyList<HelpPage> Pages = HelpPage.ReadAll(RepositoryFiles.In("docs/cmdlets"));

    public static IEnumerable<TheoryDataRow<string, string>> Examples =>
        from page in Pages from example in page.Examples select new TheoryDataRow<string, string>(page.Name, example.Title);

    [Fact]
    public void Get_Help_shows_synopsis_parameters_and_examples()
    {
        using var host = new ModuleHost();
        foreach (var page in Pages)
        {
            var help = host.Run($"Get-Help {page.Name} -Full").Succeeded().Output[0];
            Assert.Equal(page.Synopsis, help.Properties["Synopsis"].Value);

            var examples = host.Run($"(Get-Help {page.Name} -Examples).examples.example.code").Succeeded().Lines;
            Assert.Equal(page.Examples.Select(example => example.Code), examples);

            foreach (var (parameter, text) in page.Parameters)
                Assert.Equal(
                    text.Replace("`", "", StringComparison.Ordinal),
                    Assert.Single(host.Run($"(Get-Help {page.Name} -Parameter {parameter}).description.Text").Succeeded().Lines));
        }
    }

    [Fact]
    public void The_list_of_cmdlets_links_every_page_and_says_what_it_does()
    {
        var list = File.ReadAllText(RepositoryFiles.In("docs/cmdlets.md"));

        Assert.All(Pages, page => Assert.Contains($"| [{page.Name}](cmdlets/{page.Name}.md) | {page.Synopsis} |", list, StringComparison.Ordinal));
    }

    [Fact]
    public void Get_Help_reads_well()
    {
        using var host = new ModuleHost();

        Approved.Text("Help.Add-Trick", host.Show("Get-Help Add-Trick -Full"));
    }

    [Theory]
    [InlineData("about_PSEventSourcing")]
    [InlineData("about_EventStore_Aggregates")]
    [InlineData("about_EventStore_Concurrency")]
    [InlineData("about_EventStore_Errors")]
    [InlineData("about_EventStore_Servers")]
    [InlineData("about_EventStore_Sessions")]
    public void There_are_pages_about_what_is_common(string topic)
    {
        using var host = new ModuleHost();

        Assert.Contains("SHORT DESCRIPTION", host.Show("Get-Help " + topic), StringComparison.Ordinal);
    }

    [Fact]
    public void What_these_pages_name_is_there()
    {
        var texts = Directory.GetFiles(RepositoryFiles.In("src/PSEventSourcing/Help/en-US"), "*.help.txt").ToDictionary(file => Path.GetFileName(file).Split('.')[0], File.ReadAllText, StringComparer.Ordinal);
        var nouns = Pages.Select(page => page.Name.Split('-')[1]).ToHashSet(StringComparer.Ordinal);
        var named = texts.Values.SelectMany(text => Named().Matches(text)).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.Empty(named.Where(name => name.StartsWith("about_", StringComparison.Ordinal)).Except(texts.Keys, StringComparer.Ordinal));
        Assert.Empty(named.Where(name => nouns.Contains(name.Split('-')[^1])).Except(Pages.Select(page => page.Name), StringComparer.Ordinal));
        Assert.Empty(Pages.Select(page => page.Name).Except(named, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_runs_as_written(string cmdlet, string title)
    {
        var example = Pages.Single(page => page.Name == cmdlet).Examples.Single(example => example.Title == title);
        var directory = Directory.CreateTempSubdirectory();
        using var host = new ModuleHost();
        await using var server = await ServerForAsync(cmdlet, example.Code);
        if (server?.CertificateAuthority is { } authority)
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "ca.crt"), authority, TestContext.Current.CancellationToken);

        try
        {
            host.Run("""
                param($directory)
                $ExecutionContext.SessionState.Path.SetLocation($directory) | Out-Null
                $secret = [System.Security.SecureString]::new()
                'changeit'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
                $admin = [pscredential]::new('admin', $secret)
                """, directory.FullName).Succeeded();
            if (NeedsServer(cmdlet))
                host.Run(WhatExamplesFind, server!.ConnectionString, server.CertificateAuthority!).Succeeded();
            host.Run(Adapt(example.Code, server)).Succeeded();
        }
        finally
        {
            directory.Delete(recursive: true);
            TestProfiles.Forget();
        }
    }

    /// <summary>A server where the example looks for one.</summary>
    private static async Task<EmulatorServer?> ServerForAsync(string cmdlet, string code) => NeedsServer(cmdlet) || code.Contains(UsualAddress, StringComparison.Ordinal)
        ? await EmulatorServer.StartAsync(new EmulatorOptions { Tls = !code.Contains("tls=false", StringComparison.Ordinal), OnDisk = true, Projections = ProjectionMode.All })
        : null;

    private static bool NeedsServer(string cmdlet)
    {
        using var host = new ModuleHost();
        for (var type = ((CmdletInfo)host.Run($"Get-Command {cmdlet}").Output[0].BaseObject).ImplementingType; type is not null; type = type.BaseType)
            if (type.Name == "ServerCmdlet")
                return true;
        return false;
    }

    /// <summary>The usual port may be taken on this machine, so the server has another; and a credential stands in for the
    /// person who would type the password.</summary>
    private static string Adapt(string code, EmulatorServer? server) => code
        .Replace(UsualAddress, $"localhost:{server?.Address.Port}", StringComparison.Ordinal)
        .Replace("-Credential admin", "-Credential $admin", StringComparison.Ordinal);

    [GeneratedRegex(@"about_\w+|[A-Z][a-z]+-[A-Z]\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
