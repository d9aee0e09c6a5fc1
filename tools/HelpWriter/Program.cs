// Writes the help that Get-Help shows: what the pages in docs/cmdlets say, and what the cmdlets themselves say of how
// their parameters are bound. Called by the build of the module, as
//
//   HelpWriter MANIFEST PAGES HELP-FILE
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSEventSourcing.Help;

if (args is not [var manifest, var pages, var file])
{
    Console.Error.WriteLine("HelpWriter takes the manifest of the module, the folder of the pages, and the file to write.");
    return 2;
}

try
{
    File.WriteAllText(file, Maml.Write(Pair(HelpPage.ReadAll(pages), Cmdlets(manifest))));
    return 0;
}
catch (InvalidDataException error)
{
    // In the form that builds show as an error of their own.
    Console.Error.WriteLine($"{pages}: error HELP: {error.Message}");
    return 1;
}

static List<CommandInfo> Cmdlets(string manifest)
{
    using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
    runspace.Open();
    using (var import = PowerShell.Create(runspace))
        import.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();

    // Not what the module says it exports: only commands that were looked up have their dynamic parameters.
    using var shell = PowerShell.Create(runspace);
    return [.. shell.AddCommand("Get-Command").AddParameter("Module", Path.GetFileNameWithoutExtension(manifest)).Invoke<CommandInfo>().OrderBy(command => command.Name, StringComparer.Ordinal)];
}

static IEnumerable<(HelpPage Page, CommandInfo Command)> Pair(IReadOnlyList<HelpPage> pages, IReadOnlyList<CommandInfo> commands)
{
    if (pages.FirstOrDefault(page => commands.All(command => command.Name != page.Name)) is { } alone)
        throw new InvalidDataException($"There is a page {alone.Name}, and no such cmdlet.");
    foreach (var command in commands)
        yield return (pages.FirstOrDefault(page => page.Name == command.Name) ?? throw new InvalidDataException($"The cmdlet {command.Name} has no page."), command);
}
