using System.Text.Json.Nodes;
using EventSourcing.Domain;

namespace EventSourcing.Tests.Domain;

public sealed class EventTypeTests
{
    [Fact]
    public void The_default_name_is_that_of_the_declaring_class_and_the_record()
    {
        var type = EventType.Of(typeof(Dog.TrickAdded));

        Assert.Equal(("Dog.TrickAdded", 1), (type.Name, type.Version));
        Assert.Equal("Standalone", EventType.Of(typeof(Standalone)).Name);
    }

    [Fact]
    public void An_attribute_sets_name_and_version() =>
        Assert.Equal(("Dog.Renamed", 3), (EventType.Of(typeof(Changed)).Name, EventType.Of(typeof(Changed)).Version));

    [Fact]
    public void The_name_of_an_aggregate_goes_into_the_names_of_its_events() =>
        Assert.Equal("Dog.Fed", EventType.Of(typeof(Hound.Fed)).Name);

    [Fact]
    public void Old_versions_are_brought_up_step_by_step()
    {
        var type = EventType.Of(typeof(Changed));

        Assert.Equal("""{"Name":"Fido","Added":1,"Last":true}""", type.Upcast(new JsonObject { ["Old"] = "Fido" }, 1).ToJsonString());
        Assert.Equal("""{"Name":"Fido","Last":true}""", type.Upcast(new JsonObject { ["Name"] = "Fido" }, 2).ToJsonString());
        Assert.Equal("""{"x":1}""", type.Upcast(new JsonObject { ["x"] = 1 }, 3).ToJsonString());
    }

    [Fact]
    public void Former_names_stand_for_the_class_too()
    {
        var registry = new EventTypeRegistry().Add(typeof(Moved));

        Assert.Equal(["Kennel.Moved", "Dog.Moved", "Dog.Carried"], EventType.Of(typeof(Moved)).Names.Order(StringComparer.Ordinal).Reverse());
        Assert.All(EventType.Of(typeof(Moved)).Names, name => Assert.Equal(typeof(Moved), registry.Find(name)?.ClrType));
    }

    [Fact]
    public void A_former_name_that_another_class_has_is_refused()
    {
        var error = Assert.Throws<EventSourcingException>(() => new EventTypeRegistry().Add(typeof(Dog.TrickAdded)).Add(typeof(Thief)));

        Assert.Contains("'Dog.TrickAdded'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(FormerSystem))]
    [InlineData(typeof(Unnamed))]
    [InlineData(typeof(System))]
    [InlineData(typeof(VersionZero))]
    [InlineData(typeof(MissingStep))]
    [InlineData(typeof(WrongStep))]
    [InlineData(typeof(TwoSteps))]
    public void A_declaration_that_cannot_work_is_refused(Type type) =>
        Assert.Throws<EventSourcingException>(() => new EventTypeRegistry().Add(type));

    [Fact]
    public void The_registry_finds_the_events_of_an_aggregate_by_name()
    {
        var registry = new EventTypeRegistry().AddAggregate(typeof(Dog)).AddAggregate(typeof(Dog));

        Assert.Equal(typeof(Dog.TrickAdded), registry.Find("Dog.TrickAdded")?.ClrType);
        Assert.Null(registry.Find("Dog.Lost"));
        Assert.Null(registry.Find(typeof(string).AssemblyQualifiedName!));
    }

    [Fact]
    public void Two_classes_cannot_have_one_name()
    {
        var error = Assert.Throws<EventSourcingException>(() => new EventTypeRegistry().Add(typeof(Dog.TrickAdded)).Add(typeof(Impostor)));

        Assert.Contains(nameof(Impostor), error.Message, StringComparison.Ordinal);
    }

    [EventType("Dog.Renamed", Version = 3)]
    private sealed record Changed(string Name)
    {
        [Upcast(from: 1)]
        private static JsonObject Rename(JsonObject old) => new() { [nameof(Name)] = old["Old"]!.DeepClone(), ["Added"] = 1 };

        [Upcast(from: 2)]
        private static JsonObject AddLast(JsonObject old)
        {
            old["Last"] = true;
            return old;
        }
    }

    [EventType("Kennel.Moved")]
    [FormerEventType("Dog.Moved")]
    [FormerEventType("Dog.Carried")]
    private sealed record Moved;

    [FormerEventType("Dog.TrickAdded")]
    private sealed record Thief;

    [FormerEventType("$system")]
    private sealed record FormerSystem;

    [AggregateName("Dog")]
    private sealed class Hound : Aggregate
    {
        public sealed record Fed;
    }

    [EventType("")]
    private sealed record Unnamed;

    [EventType("$system")]
    private sealed record System;

    [EventType(Version = 0)]
    private sealed record VersionZero;

    [EventType(Version = 2)]
    private sealed record MissingStep;

    [EventType(Version = 2)]
    private sealed record WrongStep
    {
        [Upcast(from: 1)]
        private static string Step(string old) => old;
    }

    [EventType(Version = 2)]
    private sealed record TwoSteps
    {
        [Upcast(from: 1)]
        private static JsonObject One(JsonObject old) => old;

        [Upcast(from: 1)]
        private static JsonObject Two(JsonObject old) => old;
    }

    [EventType("Dog.TrickAdded")]
    private sealed record Impostor;
}

public sealed record Standalone;
