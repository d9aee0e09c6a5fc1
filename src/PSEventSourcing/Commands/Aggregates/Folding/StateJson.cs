using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using PSEventSourcing.Commands.Streams.Content;

namespace PSEventSourcing.Commands.Aggregates.Folding;

/// <summary>Writes the state that script blocks work on as JSON, and reads it back as it was: what JSON does not tell, such
/// as a hashtable from an object, is noted beside it as a kind for each path.</summary>
internal static class StateJson
{
    /// <summary>What is read by its type alone. A name that is found in a store never loads any other.</summary>
    private static readonly Dictionary<string, Type> Plain = ByName(
        typeof(int), typeof(double), typeof(decimal), typeof(float), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(uint), typeof(ulong),
        typeof(char), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly), typeof(Uri), typeof(Version),
        typeof(byte[]), typeof(string[]), typeof(int[]), typeof(long[]), typeof(double[]), typeof(decimal[]), typeof(bool[]),
        typeof(List<string>), typeof(List<int>), typeof(List<long>), typeof(List<double>), typeof(List<decimal>));

    /// <summary>Lists of anything.</summary>
    private static readonly Dictionary<string, Type> Lists = ByName(typeof(ArrayList), typeof(List<object>), typeof(List<PSObject>));

    /// <summary>Dictionaries with names as keys.</summary>
    private static readonly Dictionary<string, Type> Dictionaries = ByName(typeof(Hashtable), typeof(OrderedDictionary));

    /// <summary>Writes a state.</summary>
    /// <exception cref="AggregateNotSnapshotableException">There is something in it that would not come back as it was.</exception>
    public static (ReadOnlyMemory<byte> State, JsonObject Kinds) Write(OrderedDictionary properties)
    {
        try
        {
            var state = EventJson.ToBytes(properties);
            using var document = JsonDocument.Parse(state);
            var kinds = new JsonObject();
            foreach (DictionaryEntry property in properties)
                Note(property.Value, document.RootElement.GetProperty((string)property.Key), Join("", (string)property.Key), kinds);
            return (state, kinds);
        }
        catch (Streams.InvalidEventDataException error)
        {
            throw new AggregateNotSnapshotableException($"The state cannot be written as JSON: {error.Message}");
        }
    }

    /// <summary>Reads a state into the properties of a bag.</summary>
    public static void Read(ReadOnlyMemory<byte> state, JsonObject kinds, OrderedDictionary properties)
    {
        using var document = JsonDocument.Parse(state);
        foreach (var property in document.RootElement.EnumerateObject())
            properties[property.Name] = Read(property.Value, Join("", property.Name), kinds);
    }

    private static void Note(object? value, JsonElement json, string path, JsonObject kinds)
    {
        var bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        var kind = bare?.GetType().ToString() ?? "";
        switch (bare)
        {
            case null or string or bool or long:
                return;
            case decimal when json.GetRawText().AsSpan().IndexOfAny(".eE") >= 0:
                return;
            case PSObject custom:
                foreach (var property in json.EnumerateObject())
                    Note(custom.Properties[property.Name].Value, property.Value, Join(path, property.Name), kinds);
                return;
            case IDictionary dictionary when Dictionaries.ContainsKey(kind):
                kinds[path] = kind;
                var names = dictionary.Keys.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
                if (names.Count != dictionary.Count)
                    throw new AggregateNotSnapshotableException($"The state has keys at {path} that are no text, or differ in case alone, and would not come back from a snapshot as they were.");
                foreach (var name in names)
                    Note(dictionary[name], json.GetProperty(name), Join(path, name), kinds);
                return;
            case IList list when bare.GetType() == typeof(object[]) || Lists.ContainsKey(kind):
                if (bare.GetType() != typeof(object[]))
                    kinds[path] = kind;
                for (var i = 0; i < list.Count; i++)
                    Note(list[i], json[i], Join(path, i.ToString(CultureInfo.InvariantCulture)), kinds);
                return;
            default:
                if (!Plain.ContainsKey(kind))
                    throw new AggregateNotSnapshotableException($"The state holds a {kind} at {path}, which would not come back from a snapshot as it was. Keep it as text, numbers, times, lists, hashtables or objects.");
                kinds[path] = kind;
                return;
        }
    }

    private static object? Read(JsonElement json, string path, JsonObject kinds)
    {
        var kind = (string?)kinds[path];
        if (kind is null)
            return json.ValueKind switch
            {
                JsonValueKind.Object => Object(json, path, kinds),
                JsonValueKind.Array => Items(json, path, kinds),
                _ => EventContent.Convert(json),
            };
        if (Plain.TryGetValue(kind, out var plain))
            return json.Deserialize(plain);
        if (Lists.TryGetValue(kind, out var list))
            return LanguagePrimitives.ConvertTo(Items(json, path, kinds), list, CultureInfo.InvariantCulture);
        if (!Dictionaries.TryGetValue(kind, out var type))
            throw new InvalidDataException($"'{kind}' is no kind of value.");
        IDictionary dictionary = type == typeof(Hashtable) ? new Hashtable(StringComparer.OrdinalIgnoreCase) : new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var property in json.EnumerateObject())
            dictionary[property.Name] = Read(property.Value, Join(path, property.Name), kinds);
        return dictionary;
    }

    private static PSObject Object(JsonElement json, string path, JsonObject kinds)
    {
        var result = new PSObject();
        foreach (var property in json.EnumerateObject())
            result.Properties.Add(new PSNoteProperty(property.Name, Read(property.Value, Join(path, property.Name), kinds)));
        return result;
    }

    private static object?[] Items(JsonElement json, string path, JsonObject kinds) =>
        [.. json.EnumerateArray().Select((item, i) => Read(item, Join(path, i.ToString(CultureInfo.InvariantCulture)), kinds))];

    /// <summary>A path as RFC 6901 writes it.</summary>
    private static string Join(string path, string name) => $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static Dictionary<string, Type> ByName(params Type[] types) => types.ToDictionary(type => type.ToString(), StringComparer.Ordinal);
}
