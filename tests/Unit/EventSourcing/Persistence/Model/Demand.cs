using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>What an operation expects of its stream, as far as it can be said before the stream's revision is known.</summary>
internal enum Demand
{
    Current,
    Any,
    NoStream,
    StreamExists,
    OneBehind,
    FarBehind,
    Ahead,
}

internal static class DemandExtensions
{
    public static ExpectedRevision Of(this Demand demand, long last) => demand switch
    {
        Demand.Any => ExpectedRevision.Any,
        Demand.NoStream => ExpectedRevision.NoStream,
        Demand.StreamExists => ExpectedRevision.StreamExists,
        Demand.OneBehind => ExpectedRevision.Exactly(Math.Max(last - 1, -1)),
        Demand.FarBehind => ExpectedRevision.Exactly(Math.Max(last - 3, -1)),
        Demand.Ahead => ExpectedRevision.Exactly(last + 2),
        _ => ExpectedRevision.Exactly(last),
    };
}
