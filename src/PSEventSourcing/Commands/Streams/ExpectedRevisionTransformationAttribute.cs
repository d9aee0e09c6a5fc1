using System.Globalization;
using System.Management.Automation;
using EventSourcing.Persistence;

namespace PSEventSourcing.Commands.Streams;

/// <summary>Lets a parameter for an expected revision take a number, or one of the words for the other expectations.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExpectedRevisionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is ExpectedRevision or null)
            return value;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return text.ToUpperInvariant() switch
        {
            "ANY" => ExpectedRevision.Any,
            "NOSTREAM" => ExpectedRevision.NoStream,
            "STREAMEXISTS" => ExpectedRevision.StreamExists,
            _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) => ExpectedRevision.Exactly(revision),
            _ => throw new ArgumentTransformationMetadataException($"'{text}' is no expected revision. Use a revision from 0, NoStream, StreamExists or Any."),
        };
    }
}
