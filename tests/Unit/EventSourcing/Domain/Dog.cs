using EventSourcing.Domain;

namespace EventSourcing.Tests.Domain;

/// <summary>The aggregate of the examples, with one more command that several tests need.</summary>
public sealed class Dog : Aggregate
{
    private readonly List<string> _tricks = [];

    public Dog(string name) => Raise(new Registered(name));

    public Dog(string id, string name)
        : base(id) => Raise(new Registered(name));

    private Dog()
    {
    }

    public string Name { get; private set; } = "";

    public IReadOnlyList<string> Tricks => _tricks;

    public void AddTrick(string trick) => Raise(new TrickAdded(trick));

    public void Lose() => Raise(new Lost());

    private void Apply(Registered e) => Name = e.Name;

    private void Apply(TrickAdded e) => _tricks.Add(e.Trick);

    public sealed record Registered(string Name);

    public sealed record TrickAdded(string Trick);

    public sealed record Lost;
}
