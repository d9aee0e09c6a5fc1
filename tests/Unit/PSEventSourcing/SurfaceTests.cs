using System.Globalization;
using System.Management.Automation;
using System.Text;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class SurfaceTests
{
    [Fact]
    public void The_surface_of_the_cmdlets_is_as_approved()
    {
        using var host = new ModuleHost();
        var surface = new StringBuilder();
        foreach (var command in host.Run("Get-Command -Module PSEventSourcing").Succeeded().Output.Select(item => (CmdletInfo)item.BaseObject).OrderBy(item => item.Name, StringComparer.Ordinal))
            Describe(command, surface);

        Approved.Text("Surface", surface.ToString());
    }

    [Fact]
    public void Verbs_are_approved_and_nouns_singular()
    {
        using var host = new ModuleHost();
        var approved = typeof(Cmdlet).Assembly.ExportedTypes
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields()).Select(field => field.Name).ToHashSet();

        foreach (var name in host.Run("(Get-Command -Module PSEventSourcing).Name").Succeeded().Lines)
        {
            Assert.Contains(name.Split('-')[0], approved);
            Assert.False(name.EndsWith('s'), name);
        }
    }

    [Fact]
    public void No_public_type_shows_a_type_of_a_third_party()
    {
        using var host = new ModuleHost();
        var assembly = ((CmdletInfo)host.Run("Get-Command New-Dog").Output[0].BaseObject).ImplementingType.Assembly;

        var referenced = assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.All(referenced, name => Assert.True(
            name is "EventSourcing" or "EventSourcing.EventStoreDb" or "System.Management.Automation" or "netstandard" || name.StartsWith("System.", StringComparison.Ordinal), name));
    }

    private static void Describe(CmdletInfo command, StringBuilder surface)
    {
        var attribute = (CmdletAttribute)command.ImplementingType.GetCustomAttributes(typeof(CmdletAttribute), inherit: false)[0];
        surface.Append(command.Name)
            .Append(attribute.SupportsShouldProcess ? $"  (-WhatIf -Confirm, impact {attribute.ConfirmImpact})" : "")
            .Append(" : ").AppendLine(string.Join(", ", command.OutputType.Select(type => type.Name)));
        foreach (var set in command.ParameterSets.OrderBy(set => set.Name, StringComparer.Ordinal))
        {
            surface.Append("  set ").Append(set.Name).AppendLine(set.IsDefault ? " (default)" : "");
            foreach (var parameter in set.Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)).OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
                surface.AppendLine(Describe(parameter));
        }

        surface.AppendLine();
    }

    private static string Describe(CommandParameterInfo parameter)
    {
        var facts = new List<string>();
        if (parameter.IsMandatory)
            facts.Add("mandatory");
        if (parameter.Position >= 0)
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"position {parameter.Position}"));
        if (parameter.ValueFromPipeline)
            facts.Add("from pipeline");
        if (parameter.ValueFromPipelineByPropertyName)
            facts.Add("from property");
        if (parameter.Aliases.Count > 0)
            facts.Add("alias " + string.Join(", ", parameter.Aliases));
        facts.AddRange(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Select(_ => "wildcards"));
        facts.AddRange(parameter.Attributes.OfType<ArgumentCompleterAttribute>().Select(completer => "completed by " + completer.Type.Name));
        facts.AddRange(parameter.Attributes.OfType<ValidateRangeAttribute>().Select(range => $"from {range.MinRange} to {range.MaxRange}"));
        facts.AddRange(parameter.Attributes.Where(attribute => attribute.GetType().Name == "ValidateTimeAttribute").Select(time => new PSObject(time).Properties["OrZero"].Value is true ? "from 1 ms, or 0" : "from 1 ms"));
        return $"    -{parameter.Name} <{LanguagePrimitives.ConvertTo<string>(parameter.ParameterType)}>{(facts.Count > 0 ? "  " + string.Join("; ", facts) : "")}";
    }
}
