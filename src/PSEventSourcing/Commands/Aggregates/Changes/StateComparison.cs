using System.Collections.Specialized;
using System.Management.Automation;
using System.Numerics;
using PSEventSourcing.Commands.Streams.Content;

namespace PSEventSourcing.Commands.Aggregates.Changes;

/// <summary>Compares two copied states as JSON is compared: objects by the names of their properties, lists by their
/// items, numbers by their value.</summary>
internal static class StateComparison
{
    /// <summary>Finds what differs.</summary>
    /// <param name="before">The one state; nothing before the first event.</param>
    /// <param name="after">The other.</param>
    public static IReadOnlyList<StateChange> Compare(object? before, object after)
    {
        var changes = new List<StateChange>();
        Compare("", before ?? new PSObject(), after, changes);
        return changes;
    }

    public static bool IsObject(object? value) => value is PSObject or OrderedDictionary;

    private static void Compare(string path, object? before, object? after, List<StateChange> changes)
    {
        if (IsObject(before) && IsObject(after))
            CompareObjects(path, before, after, changes);
        else if (before is object?[] old && after is object?[] now)
            CompareLists(path, old, now, changes);
        else if (!AreEqual(before, after))
            changes.Add(new StateChange(path, StateChangeKind.Changed, before, after));
    }

    private static void CompareObjects(string path, object? before, object? after, List<StateChange> changes)
    {
        var old = EventJson.Members(before).ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        foreach (var (name, value) in EventJson.Members(after))
        {
            if (old.Remove(name, out var known))
                Compare(Join(path, name), known, value, changes);
            else
                changes.Add(new StateChange(Join(path, name), StateChangeKind.Added, null, value));
        }

        changes.AddRange(old.Select(gone => new StateChange(Join(path, gone.Key), StateChangeKind.Removed, gone.Value, null)));
    }

    /// <summary>What is the same at the beginning and at the end of both lists stays out of it, so that one item more or
    /// less is one change wherever it is.</summary>
    private static void CompareLists(string path, object?[] before, object?[] after, List<StateChange> changes)
    {
        var shorter = Math.Min(before.Length, after.Length);
        var first = 0;
        while (first < shorter && AreSame(before[first], after[first]))
            first++;
        var end = 0;
        while (end < shorter - first && AreSame(before[^(end + 1)], after[^(end + 1)]))
            end++;

        for (var i = first; i < Math.Max(before.Length, after.Length) - end; i++)
        {
            var item = $"{path}[{i}]";
            if (i >= before.Length - end)
                changes.Add(new StateChange(item, StateChangeKind.Added, null, after[i]));
            else if (i >= after.Length - end)
                changes.Add(new StateChange(item, StateChangeKind.Removed, before[i], null));
            else
                Compare(item, before[i], after[i], changes);
        }
    }

    private static bool AreSame(object? before, object? after)
    {
        var changes = new List<StateChange>();
        Compare("", before, after, changes);
        return changes.Count == 0;
    }

    private static bool AreEqual(object? before, object? after) =>
        IsNumber(before) && IsNumber(after) ? LanguagePrimitives.Equals(before, after)
        : before is byte[] old && after is byte[] now ? old.AsSpan().SequenceEqual(now)
        : Equals(before, after);

    private static bool IsNumber(object? value) =>
        value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or BigInteger;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
