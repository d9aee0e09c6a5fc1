using System.Globalization;
using System.Management.Automation;
using PSEventSourcing.Profiles;

namespace PSEventSourcing.Sessions;

/// <summary>Lets a parameter for a session take its number or its name too, as <c>Get-EventStore</c> shows it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is EventStoreSession or null)
            return value;
        var named = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return RunspaceSessions.Current.Find(named)
            ?? throw new ArgumentTransformationMetadataException($"There is no open session '{named}' in this runspace. Get-EventStore shows those there are.{Advice(named)}");
    }

    private static string Advice(string named) => ProfileFolder.Names().Contains(named, StringComparer.OrdinalIgnoreCase)
        ? $" There is a profile of the name: connect to it with Connect-EventStore -Name {named}."
        : "";
}
