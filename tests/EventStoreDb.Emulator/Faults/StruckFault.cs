namespace EventStoreDb.Emulator;

/// <summary>A fault that has happened.</summary>
/// <param name="Method">Service and method, without the package: <c>Streams/Append</c>.</param>
/// <param name="Nth">Which call of this method it was, from 1.</param>
/// <param name="Fault">What went wrong.</param>
public sealed record StruckFault(string Method, int Nth, Fault Fault)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Method} #{Nth}: {Fault}");
}
