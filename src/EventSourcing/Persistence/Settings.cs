using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EventSourcing.Persistence;

/// <summary>What an application is configured with.</summary>
/// <remarks>A key is looked up as <c>{APPLICATION}_{KEY}</c>, then as <c>{KEY}</c>; each first in the values given in
/// code, then in the application class's own defaults, then in the process environment. An empty value counts as
/// set.</remarks>
/// <example><code>new Settings { ["PERSISTENCE_MODULE"] = "EventSourcing.InMemory" }</code></example>
public sealed class Settings
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _defaults = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Settings without an application: only <c>{KEY}</c> is looked up.</summary>
    public Settings()
    {
    }

    private Settings(Dictionary<string, string> values, string application, IReadOnlyDictionary<string, string> defaults)
    {
        _values = values;
        _defaults = defaults;
        Application = application;
    }

    /// <summary>The application's name in upper case, which keys may begin with; <see langword="null"/> without one.</summary>
    public string? Application { get; }

    /// <summary>Sets a value, as code does: it goes before the environment.</summary>
    [SuppressMessage("Design", "CA1044:Properties should not be write only", Justification = "Values may be secrets; they are looked up by the rules of Find.")]
    public string this[string key]
    {
        set => _values[key] = value;
    }

    /// <summary>The same values, looked up for an application.</summary>
    /// <param name="application">The application's name.</param>
    /// <param name="defaults">What the application's class sets, unless code does.</param>
    public Settings For(string application, IReadOnlyDictionary<string, string> defaults) =>
        new(_values, application.ToUpperInvariant(), defaults);

    /// <summary>Looks a value up.</summary>
    /// <returns>The value, or <see langword="null"/> where no key is set.</returns>
    public string? Find(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (FindOne(key) is { } value)
                return value;
        return null;
    }

    /// <summary>Looks up a value that must be there.</summary>
    /// <param name="purpose">What it is needed for, for the message.</param>
    /// <param name="keys">The keys, in order.</param>
    /// <exception cref="ConfigurationException">None of the keys is set.</exception>
    public string Require(string purpose, params ReadOnlySpan<string> keys) =>
        Find(keys) ?? throw new ConfigurationException($"{purpose} is not set. Set one of {KeysTried(keys)} in code or in the environment.");

    /// <summary>Looks up a value that is yes or no: y, yes, t, true, on or 1; n, no, f, false, off or 0.</summary>
    /// <returns><see langword="null"/> where the key is not set.</returns>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public bool? FindFlag(string key) => Find(key)?.ToUpperInvariant() switch
    {
        null => null,
        "Y" or "YES" or "T" or "TRUE" or "ON" or "1" => true,
        "N" or "NO" or "F" or "FALSE" or "OFF" or "0" => false,
        _ => throw Wrong(key, "y, yes, t, true, on or 1; or n, no, f, false, off or 0"),
    };

    /// <summary>Looks up a value that is a whole number from 0.</summary>
    /// <returns><see langword="null"/> where the key is not set.</returns>
    /// <exception cref="ConfigurationException">It is something else.</exception>
    public int? FindNumber(string key) => Find(key) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong(key, "a whole number from 0"),
    };

    /// <summary>The full keys that a look-up tries, for messages.</summary>
    public string KeysTried(params ReadOnlySpan<string> keys)
    {
        var tried = new List<string>();
        foreach (var key in keys)
        {
            if (Application is not null)
                tried.Add($"{Application}_{key}");
            tried.Add(key);
        }

        return string.Join(", ", tried);
    }

    /// <summary>Names nothing, because values may be secrets.</summary>
    public override string ToString() => $"settings of {Application ?? "no application"}";

    private ConfigurationException Wrong(string key, string right) =>
        new($"The setting '{Find(key)}' of {KeysTried(key)} cannot be used. It has to be {right}.") { Key = key };

    private string? FindOne(string key) => (Application is null ? null : FindExact($"{Application}_{key}")) ?? FindExact(key);

    private string? FindExact(string key) =>
        _values.GetValueOrDefault(key) ?? _defaults.GetValueOrDefault(key) ?? Environment.GetEnvironmentVariable(key);
}
