using EventSourcing.Domain;

namespace PSEventSourcing;

/// <summary>A dog that learns tricks.</summary>
internal sealed class Dog : Aggregate
{
    private readonly List<string> _tricks = [];

    // Rebuilding from stored events begins with this one.
    private Dog()
    {
    }

    public Dog(string name) => Register(name);

    public Dog(string id, string name)
        : base(id) => Register(name);

    public string Name { get; private set; } = "";

    public IReadOnlyList<string> Tricks => _tricks;

    public void AddTrick(string trick) =>
        Raise(new TrickAdded(string.IsNullOrWhiteSpace(trick) ? throw new EmptyTrickException() : trick));

    private void Register(string name) =>
        Raise(new Registered(string.IsNullOrWhiteSpace(name) ? throw new EmptyDogNameException() : name));

    private void Apply(Registered e) => Name = e.Name;

    private void Apply(TrickAdded e) => _tricks.Add(e.Trick);

    public sealed record Registered(string Name);

    public sealed record TrickAdded(string Trick);
}
