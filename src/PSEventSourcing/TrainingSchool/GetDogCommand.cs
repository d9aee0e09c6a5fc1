using System.Management.Automation;
using EventSourcing;
using EventSourcing.Persistence;
using PSEventSourcing.Completers;

namespace PSEventSourcing;

/// <summary>Gets dogs, as they are now or as they were at a revision.</summary>
[Cmdlet(VerbsCommon.Get, "Dog", DefaultParameterSetName = ById)]
[OutputType(typeof(DogState))]
public sealed class GetDogCommand : TrainingSchoolCmdlet
{
    private const string ById = "Id";
    private const string ByName = "Name";

    /// <summary>Ids of dogs. Text with wildcards is taken for a name.</summary>
    [Parameter(ParameterSetName = ById, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DogIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Names of dogs, wildcards permitted.</summary>
    [Parameter(ParameterSetName = ByName, Mandatory = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DogNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The revision to get the dog at; else as it is now.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue - 1)]
    public long? Revision { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByName)
        {
            foreach (var name in Name)
                WriteNamed(name);
            return;
        }

        foreach (var id in Id ?? ["*"])
        {
            if (WildcardPattern.ContainsWildcardCharacters(id))
                WriteNamed(id);
            else
                Attempt(id, () => WriteObject(Await(cancel => School.GetAsync(id, Revision, cancel))));
        }
    }

    private void WriteNamed(string name) => Attempt(name, () =>
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        var found = false;
        ForEach(School.RegistrationsAsync, dog =>
        {
            if (pattern.IsMatch(dog.Name))
                Attempt(dog.Id, () => found |= WriteIfThere(dog.Id));
        });
        if (!found && !WildcardPattern.ContainsWildcardCharacters(name))
            throw new NoDogOfNameException(name);
    });

    /// <summary>Deleted since, or never at the revision: such a dog is none of those that were asked for.</summary>
    private bool WriteIfThere(string id)
    {
        DogState dog;
        try
        {
            dog = Await(cancel => School.GetAsync(id, Revision, cancel));
        }
        catch (Exception error) when (error is AggregateNotFoundException or StreamDeletedException)
        {
            return false;
        }

        WriteObject(dog);
        return true;
    }
}
