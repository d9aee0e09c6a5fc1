using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Reflection;

namespace PSEventSourcing.Commands.Aggregates.Folding;

/// <summary>Copies the state of an aggregate into objects, lists and plain values that nobody changes any more.</summary>
internal static class StateCopy
{
    /// <summary>Deeper, and in a circle, things are left as they are.</summary>
    private const int MaxDepth = 32;

    /// <summary>Copies a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="without">A base class whose properties are left out.</param>
    public static object? Of(object? value, Type? without = null) => Copy(value, without, []);

    private static object? Copy(object? value, Type? without, Stack<object> within)
    {
        var bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        if (bare is null or string || IsPlain(bare) || within.Count == MaxDepth || within.Contains(bare, ReferenceEqualityComparer.Instance))
            return bare;
        within.Push(bare);
        try
        {
            return bare switch
            {
                byte[] bytes => bytes.Clone(),
                IDictionary dictionary => Object(Entries(dictionary), within),
                PSObject custom => Object(custom.Properties.Select(property => (property.Name, (object?)property.Value)), within),
                IEnumerable list => list.Cast<object?>().Select(item => Copy(item, null, within)).ToArray(),
                _ => Object(Properties(bare, without), within),
            };
        }
        finally
        {
            within.Pop();
        }
    }

    /// <summary>Numbers, times and the like; of what .NET brings only lists and dictionaries are looked into.</summary>
    private static bool IsPlain(object value) =>
        value is not IEnumerable && (value.GetType().IsEnum || IsOfSystem(value.GetType().Namespace)) && value is not PSObject;

    private static bool IsOfSystem(string? space) => space is not null && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    private static IEnumerable<(string Name, object? Value)> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
            yield return (LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value);
    }

    private static IEnumerable<(string Name, object? Value)> Properties(object value, Type? without) =>
        from property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
        where property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && property.DeclaringType != without
        select (property.Name, Read(property, value));

    /// <summary>A property that cannot be read has nothing to show, as everywhere in PowerShell.</summary>
    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    /// <summary>Properties of PowerShell objects have names that differ in more than case; others become a dictionary.</summary>
    private static object Object(IEnumerable<(string Name, object? Value)> members, Stack<object> within)
    {
        var copies = members.Select(member => (member.Name, Value: Copy(member.Value, null, within))).ToArray();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (!copies.All(copy => copy.Name.Length > 0 && names.Add(copy.Name)))
        {
            var dictionary = new OrderedDictionary(StringComparer.Ordinal);
            foreach (var (name, value) in copies)
                dictionary[name] = value;
            return dictionary;
        }

        var result = new PSObject();
        foreach (var (name, value) in copies)
            result.Properties.Add(new PSNoteProperty(name, value));
        return result;
    }
}
