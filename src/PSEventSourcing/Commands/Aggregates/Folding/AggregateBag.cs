using System.Collections.Specialized;
using System.Dynamic;
using System.Globalization;

namespace PSEventSourcing.Commands.Aggregates.Folding;

/// <summary>The state that script blocks work on: any property can be set with a dot, and is nothing until then.</summary>
/// <remarks>A hashtable would do nearly the same, but has properties of its own: <c>$state.Count += 1</c> would begin with
/// the number of its entries.</remarks>
internal sealed class AggregateBag : DynamicObject
{
    /// <summary>The properties, in the order in which they were set first.</summary>
    public OrderedDictionary Properties { get; } = new(StringComparer.OrdinalIgnoreCase);

    public override IEnumerable<string> GetDynamicMemberNames() => Properties.Keys.Cast<string>();

    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        result = Properties[binder.Name];
        return true;
    }

    public override bool TrySetMember(SetMemberBinder binder, object? value)
    {
        Properties[binder.Name] = value;
        return true;
    }

    public override bool TryGetIndex(GetIndexBinder binder, object[] indexes, out object? result)
    {
        result = Properties[NameIn(indexes)];
        return true;
    }

    public override bool TrySetIndex(SetIndexBinder binder, object[] indexes, object? value)
    {
        Properties[NameIn(indexes)] = value;
        return true;
    }

    private static string NameIn(object[] indexes) => Convert.ToString(indexes[0], CultureInfo.InvariantCulture) ?? "";
}
