using System.Diagnostics.CodeAnalysis;

namespace PSEventSourcing.Commands.Streams.Transfer.Comparing;

/// <summary>In what two events differ.</summary>
[Flags]
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "Data and the like are the field's own terms.")]
public enum EventDifferences
{
    /// <summary>In nothing.</summary>
    None = 0,

    /// <summary>One of them is not there.</summary>
    Missing = 1,

    /// <summary>The id.</summary>
    Id = 2,

    /// <summary>The type.</summary>
    Type = 4,

    /// <summary>The bytes of the data.</summary>
    Data = 8,

    /// <summary>The bytes of the metadata.</summary>
    Metadata = 16,

    /// <summary>Whether the data was declared to be JSON.</summary>
    IsJson = 32,
}
