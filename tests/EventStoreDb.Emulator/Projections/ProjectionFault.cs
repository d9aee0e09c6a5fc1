namespace EventStoreDb.Emulator.Projections;

/// <summary>A query that cannot be compiled, or has failed at an event.</summary>
internal sealed class ProjectionFault(string message) : Exception(message);
