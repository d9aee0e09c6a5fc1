using EventSourcing.Domain;

namespace EventSourcing.Persistence;

/// <summary>A setting is missing or wrong. The message names every key that was tried, and the value unless it is a
/// secret.</summary>
public sealed class ConfigurationException : EventSourcingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which setting, what is wrong with it, and what is right.</param>
    /// <param name="innerException">The cause, if another error is.</param>
    public ConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The key of the setting, where a single one is to blame; <see langword="null"/> otherwise.</summary>
    public string? Key { get; init; }
}
