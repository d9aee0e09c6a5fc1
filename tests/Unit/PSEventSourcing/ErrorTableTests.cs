using System.Collections;
using System.Management.Automation;
using System.Text;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class ErrorTableTests
{
    private static readonly IReadOnlyList<object> Kinds = ReadKinds();

    [Fact]
    public void The_docs_list_every_error()
    {
        var page = new StringBuilder("""
            # Errors

            Every error of the module has an id that does not change. It is the first part of the `FullyQualifiedErrorId`; the
            rest is the class of the cmdlet, as PowerShell adds it. `TargetObject` is the dog, stream or address it is about, and
            `ErrorDetails.RecommendedAction` says what to do. Where an error *ends the pipeline*, no other input could succeed
            either; all others are written, and the next input goes on.

            | id | category | what has happened | what to do | ends the pipeline |
            | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var kind in Kinds)
            page.Append("| `").Append(Of(kind, "Id")).Append("` | ").Append(Of(kind, "Category")).Append(" | ").Append(Of(kind, "Means"))
                .Append(" | ").Append(Of(kind, "RecommendedAction")).Append(" | ").Append((bool)Of(kind, "EndsPipeline") ? "yes" : "no").Append(" |\n");

        Approved.File("docs/errors.md", page.ToString());
    }

    [Fact]
    public void Ids_are_unique() => Assert.Distinct(Kinds.Select(kind => Of(kind, "Id")));

    private static object Of(object kind, string property) => kind.GetType().GetProperty(property)!.GetValue(kind)!;

    // The table is the module's own business, so it is found by name.
    private static List<object> ReadKinds()
    {
        using var host = new ModuleHost();
        var assembly = ((CmdletInfo)host.Run("Get-Command New-Dog").Output[0].BaseObject).ImplementingType.Assembly;
        var kinds = assembly.GetType("PSEventSourcing.Errors.ErrorTable", throwOnError: true)!.GetProperty("Kinds")!.GetValue(null);
        return [.. ((IEnumerable)kinds!).Cast<object>()];
    }
}
