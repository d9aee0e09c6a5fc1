using System.Text.Json.Nodes;

namespace EventStoreDb.Emulator.Projections;

/// <summary>An event or a link that a projection wants written, and what its metadata says besides where it comes from.</summary>
internal sealed record Emission(string Stream, string Type, string Data, bool IsJson, JsonObject Extra);
