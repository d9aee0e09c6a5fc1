namespace EventSourcing.Tests.Persistence.Model;

/// <summary>A store did what the model does not allow.</summary>
public sealed class ModelViolationException(string message) : Exception(message);
