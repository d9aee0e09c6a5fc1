using System.Globalization;
using System.Management.Automation;

namespace PSEventSourcing.Sessions;

/// <summary>Lets a parameter for a session take its number too, as <c>Get-EventStore</c> shows it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is EventStoreSession or null)
            return value;
        var number = Convert.ToString(value, CultureInfo.InvariantCulture);
        return RunspaceSessions.Current.Open.FirstOrDefault(session => session.Id.ToString(CultureInfo.InvariantCulture) == number)
            ?? throw new ArgumentTransformationMetadataException($"There is no open session '{number}' in this runspace. Get-EventStore shows those there are.");
    }
}
