using System.Globalization;
using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams.Selection;

/// <summary>Lets a parameter for a position take a number, or what a position is shown as, too.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PositionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is Position or null)
            return value;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return Position.TryParse(text, out var position)
            ? position
            : throw new ArgumentTransformationMetadataException($"'{text}' is no position. Use the Position of an event, a number, or text such as C:1234/P:1234.");
    }
}
