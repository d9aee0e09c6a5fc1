using EventSourcing.Domain;

namespace Examples;

public sealed class Dog : Aggregate
{
    private readonly List<string> _tricks = [];

    public Dog(string name) => Raise(new Registered(name));

    private Dog()
    {
    }

    public string Name { get; private set; } = "";

    public IReadOnlyList<string> Tricks => _tricks;

    public void AddTrick(string trick) => Raise(new TrickAdded(trick));

    private void Apply(Registered e) => Name = e.Name;

    private void Apply(TrickAdded e) => _tricks.Add(e.Trick);

    public sealed record Registered(string Name);

    public sealed record TrickAdded(string Trick);
}
