using EventSourcing.Domain;

namespace EventSourcing.Tests.Applications;

public sealed class Unbuildable : Aggregate
{
    public Unbuildable(string name) => Raise(new Made(name));

    public string? Name { get; private set; }

    private void Apply(Made e) => Name = e.Name;

    public sealed record Made(string? Name = null);
}
