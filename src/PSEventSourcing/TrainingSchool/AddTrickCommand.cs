using System.Management.Automation;
using PSEventSourcing.Completers;

namespace PSEventSourcing;

/// <summary>Teaches a dog tricks.</summary>
/// <remarks>At the head of a pipeline the id comes first, <c>Add-Trick $id sit</c>; further down it comes from the
/// pipeline, and the trick is all there is to say, <c>$dog | Add-Trick sit</c>. Positions of declared parameters cannot
/// depend on that, not even by parameter set, because the binder places the first argument before it looks at the second;
/// dynamic parameters can.</remarks>
[Cmdlet(VerbsCommon.Add, "Trick", SupportsShouldProcess = true)]
[OutputType(typeof(DogState))]
public sealed class AddTrickCommand : TrainingSchoolCmdlet, IDynamicParameters
{
    private ITrickParameters _dynamic = new Head();

    /// <summary>Whether to output the dog as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Called by PowerShell before it binds the arguments.</summary>
    public object GetDynamicParameters() => _dynamic = MyInvocation.ExpectingInput ? new Downstream() : new Head();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (id, tricks) = (_dynamic.Id, _dynamic.Trick);
        if (ShouldProcess(id, $"Add the trick {string.Join(", ", tricks)}"))
            Attempt(id, () => Write(Await(cancel => School.AddTricksAsync(id, tricks, cancel))));
    }

    private void Write(DogState dog)
    {
        if (PassThru)
            WriteObject(dog);
    }

    private interface ITrickParameters
    {
        string Id { get; }

        string[] Trick { get; }
    }

    /// <summary>Where there is no pipeline, that the id would come from one has no effect; it tells Get-Command.</summary>
    private sealed class Head : ITrickParameters
    {
        [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
        [AllowEmptyString]
        [ArgumentCompleter(typeof(DogIdCompleter))]
        public string Id { get; set; } = "";

        [Parameter(Mandatory = true, Position = 1)]
        [AllowEmptyString]
        public string[] Trick { get; set; } = [];
    }

    private sealed class Downstream : ITrickParameters
    {
        [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
        [AllowEmptyString]
        [ArgumentCompleter(typeof(DogIdCompleter))]
        public string Id { get; set; } = "";

        [Parameter(Mandatory = true, Position = 0)]
        [AllowEmptyString]
        public string[] Trick { get; set; } = [];
    }
}
