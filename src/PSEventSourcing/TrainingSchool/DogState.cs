namespace PSEventSourcing;

/// <summary>A dog as it was at a revision. It never changes.</summary>
public sealed class DogState
{
    internal DogState(Dog dog)
    {
        Id = dog.Id;
        Name = dog.Name;
        Tricks = Array.AsReadOnly([.. dog.Tricks]);
        Revision = dog.Revision;
    }

    /// <summary>The dog's id.</summary>
    public string Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The tricks it knows, in the order it learned them.</summary>
    public IReadOnlyList<string> Tricks { get; }

    /// <summary>The revision it was at: 0 after its registration, one more with each trick.</summary>
    public long Revision { get; }

    /// <summary>The dog's name.</summary>
    public override string ToString() => Name;
}
