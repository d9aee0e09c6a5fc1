using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace PSEventSourcing.Help;

/// <summary>Writes the help that <c>Get-Help</c> reads: the words of the pages, and of the cmdlets themselves how their
/// parameters are bound.</summary>
internal static class Maml
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Write(IEnumerable<(HelpPage Page, CommandInfo Command)> cmdlets)
    {
        var document = new XElement(
            Root + "helpItems",
            new XAttribute("schema", "maml"),
            cmdlets.Select(cmdlet => WriteCommand(cmdlet.Page, cmdlet.Command)));
        return $"""<?xml version="1.0" encoding="utf-8"?>{"\n"}{document}{"\n"}""".ReplaceLineEndings("\n");
    }

    private static XElement WriteCommand(HelpPage page, CommandInfo command)
    {
        var parts = page.Name.Split('-');
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Text),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", parts[0]),
                new XElement(Command + "noun", parts[1]),
                Paragraphs(page.Synopsis)),
            Paragraphs(page.Description),
            new XElement(Command + "syntax", command.ParameterSets.Select(set => new XElement(
                Command + "syntaxItem", new XElement(Text + "name", page.Name), InOrder(set.Parameters).Select(parameter => WriteParameter(page, parameter))))),
            new XElement(Command + "parameters", Own(command.ParameterSets.SelectMany(set => set.Parameters))
                .DistinctBy(parameter => parameter.Name).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
                .Select(parameter => WriteParameter(page, parameter))),
            new XElement(Command + "returnValues", new XElement(
                Command + "returnValue", new XElement(Dev + "type", new XElement(Text + "name", page.Outputs)))),
            new XElement(Command + "examples", page.Examples.Select(example => new XElement(
                Command + "example",
                new XElement(Text + "title", example.Title),
                new XElement(Dev + "code", example.Code),
                new XElement(Dev + "remarks", new XElement(Text + "para", Plain(example.Remarks)))))));
    }

    private static XElement WriteParameter(HelpPage page, CommandParameterInfo parameter)
    {
        var isSwitch = parameter.ParameterType == typeof(SwitchParameter);
        return new XElement(
            Command + "parameter",
            new XAttribute("required", parameter.IsMandatory ? "true" : "false"),
            new XAttribute("globbing", parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any() ? "true" : "false"),
            new XAttribute("pipelineInput", PipelineInput(parameter)),
            new XAttribute("position", parameter.Position < 0 ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture)),
            new XElement(Text + "name", parameter.Name),
            Paragraphs(page.Parameters.TryGetValue(parameter.Name, out var text) ? text : Standard(page, parameter.Name)),
            isSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), TypeName(parameter.ParameterType)),
            new XElement(Dev + "type", new XElement(Text + "name", TypeName(parameter.ParameterType))));
    }

    private static IEnumerable<CommandParameterInfo> Own(IEnumerable<CommandParameterInfo> parameters) =>
        parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name));

    /// <summary>As one would type them: by position, then by name, and last what every cmdlet has that changes something.</summary>
    private static IEnumerable<CommandParameterInfo> InOrder(IEnumerable<CommandParameterInfo> parameters) => Own(parameters)
        .OrderBy(parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position)
        .ThenBy(parameter => parameter.Name is "WhatIf" or "Confirm")
        .ThenBy(parameter => parameter.Name, StringComparer.Ordinal);

    private static string PipelineInput(CommandParameterInfo parameter) => (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };

    private static string TypeName(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        "Int64" => "long",
        "String" => "string",
        "String[]" => "string[]",
        var name => name,
    };

    private static string Standard(HelpPage page, string parameter) => parameter switch
    {
        "WhatIf" => "Shows what would happen, and does not do it.",
        "Confirm" => "Asks before doing it.",
        _ => throw new InvalidDataException($"The parameter -{parameter} of {page.Name} has no help."),
    };

    private static XElement Paragraphs(string text) =>
        new(Text + "description", text.Split("\n\n").Select(paragraph => new XElement(Text + "para", Plain(paragraph))));

    /// <summary>At the prompt code is plain text.</summary>
    private static string Plain(string markdown) => markdown.Replace("`", "", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
