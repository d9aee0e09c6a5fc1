using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PSEventSourcing.Commands.Aggregates.Definitions;
using PSEventSourcing.Completers;
using PSEventSourcing.Execution;

namespace PSEventSourcing.Commands.Aggregates;

/// <summary>Registers kinds of aggregates in the runspace.</summary>
[Cmdlet(VerbsLifecycle.Register, "Aggregate", DefaultParameterSetName = ByHandlers, SupportsShouldProcess = true)]
[OutputType(typeof(AggregateTypeInfo))]
public sealed class RegisterAggregateCommand : EventSourcingCmdlet
{
    private const string ByHandlers = "Handlers";
    private const string ByClass = "Class";

    /// <summary>The name of the kind of aggregate.</summary>
    [Parameter(ParameterSetName = ByHandlers, Mandatory = true, Position = 0)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(AggregateNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>A script block for each type of event.</summary>
    [Parameter(ParameterSetName = ByHandlers, Mandatory = true, Position = 1)]
    [SuppressMessage("Usage", "CA2227:Collection properties should be read only", Justification = "PowerShell sets parameters.")]
    public IDictionary Handler { get; set; } = new Hashtable();

    /// <summary>Classes of aggregates.</summary>
    [Parameter(ParameterSetName = ByClass, Mandatory = true, ValueFromPipeline = true)]
    public Type[] Type { get; set; } = [];

    /// <summary>Whether to put out what was registered.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByHandlers)
        {
            Attempt(Name, () => Register(new ScriptAggregate(Name, Handler)));
            return;
        }

        foreach (var type in Type)
            Attempt(type.FullName, () => Register(new ClassAggregate(type)));
    }

    private void Register(AggregateDefinition definition)
    {
        if (!ShouldProcess(definition.Name, "Register the aggregate"))
            return;
        RunspaceAggregates.Current.Add(definition);
        if (PassThru)
            WriteObject(new AggregateTypeInfo(definition));
    }
}
