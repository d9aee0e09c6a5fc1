using System.Management.Automation;

namespace PSEventSourcing;

/// <summary>Registers a dog.</summary>
[Cmdlet(VerbsCommon.New, "Dog", SupportsShouldProcess = true)]
[OutputType(typeof(DogState))]
public sealed class NewDogCommand : TrainingSchoolCmdlet
{
    /// <summary>The dog's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Name { get; set; } = "";

    /// <summary>An id of your choice; a new UUID unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess(Name, "Register a dog"))
            Attempt(Id ?? Name, () => WriteObject(Await(cancel => School.RegisterAsync(Name, Id, cancel))));
    }
}
