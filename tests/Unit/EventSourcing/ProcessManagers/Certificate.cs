using EventSourcing.Domain;

namespace EventSourcing.Tests.ProcessManagers;

/// <summary>What a dog has to show for its tricks, in a store of its own.</summary>
public sealed class Certificate : Aggregate
{
    private readonly List<string> _tricks = [];

    public Certificate(string dogId)
        : base(dogId) => Raise(new Issued());

    private Certificate()
    {
    }

    public bool IsIssued { get; private set; }

    public IReadOnlyList<string> Tricks => _tricks;

    public void Award(string trick) => Raise(new Awarded(trick));

    private void Apply(Issued e) => IsIssued = true;

    private void Apply(Awarded e) => _tricks.Add(e.Trick);

    public sealed record Issued;

    public sealed record Awarded(string Trick);
}
