using System.Collections;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using PSEventSourcing.Commands.Aggregates.Folding;

namespace PSEventSourcing.Commands.Aggregates.Definitions;

/// <summary>A kind of aggregate that is defined by a script block for each type of event.</summary>
internal sealed class ScriptAggregate : AggregateDefinition
{
    private readonly Dictionary<string, ScriptBlock> _handlers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _types = [];

    /// <exception cref="InvalidAggregateException">The name cannot be one, or a handler is no script block.</exception>
    public ScriptAggregate(string name, IDictionary handlers)
        : base(name)
    {
        foreach (DictionaryEntry entry in handlers)
            Add(LanguagePrimitives.ConvertTo<string>(entry.Key).Trim(), entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value);
        if (_types.Count == 0)
            throw new InvalidAggregateException($"The aggregate {name} has no handler. Give it a hashtable with a script block for each type of event: @{{ Opened = {{ param($state, $e) … }} }}.");
        _types.Sort(StringComparer.OrdinalIgnoreCase);
        StateType = $"{name}.State.{Fingerprint()}";
    }

    public override IReadOnlyList<string> EventTypes => _types;

    public override bool HasSnapshots => true;

    /// <summary>The type that snapshots are stored under. Other handlers would have made another state, so it tells them
    /// apart.</summary>
    public string StateType { get; }

    /// <summary>The handlers by the types of their events.</summary>
    public IReadOnlyDictionary<string, ScriptBlock> Handlers => _handlers;

    public override AggregateFold Begin(string id) => new ScriptFold(this, id);

    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var type in _types)
            hash.AppendData(Encoding.UTF8.GetBytes($"{type}\0{_handlers[type]}\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    /// <summary>An event type with a dot is meant in full: one that others have written, for example.</summary>
    private void Add(string type, object? handler)
    {
        if (type.Length == 0 || type[0] == '$')
            throw new InvalidAggregateException($"'{type}' cannot be the type of an event of {Name}: it must not be empty or begin with '$', which marks the store's own events.");
        if (handler is not ScriptBlock script)
            throw new InvalidAggregateException($"The handler of {Name} for {type} is no script block. Give one such as {{ param($state, $e) … }}, which may be empty.");
        var stored = type.Contains('.', StringComparison.Ordinal) ? type : $"{Name}.{type}";
        if (!_handlers.TryAdd(stored, script))
            throw new InvalidAggregateException($"The aggregate {Name} has two handlers for {stored}.");
        _types.Add(stored);
    }
}
