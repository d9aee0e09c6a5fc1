using EventSourcing.Persistence;

namespace EventSourcing.Projections;

/// <summary>How a projection's runner stands.</summary>
/// <param name="Projection">The projection's name.</param>
/// <param name="State">What it is at.</param>
/// <param name="Processed">How far it has processed the log; <see langword="null"/> where it has processed nothing, or was
/// not started yet.</param>
/// <param name="Error">What stopped it, or keeps it from the store; <see langword="null"/> otherwise.</param>
public sealed record ProjectionStatus(string Projection, ProjectionState State, Position? Processed, Exception? Error);
