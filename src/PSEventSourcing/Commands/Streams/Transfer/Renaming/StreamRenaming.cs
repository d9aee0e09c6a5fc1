namespace PSEventSourcing.Commands.Streams.Transfer.Renaming;

/// <summary>What streams are to be called where they go.</summary>
public sealed class StreamRenaming
{
    private readonly Func<string, string> _rename;

    internal StreamRenaming(Func<string, string> rename) => _rename = rename;

    /// <summary>Puts what parameters say together; may have to be called on the pipeline's thread.</summary>
    /// <param name="renaming">The new names; nothing: they stay.</param>
    /// <param name="prefix">What goes before them.</param>
    internal static Func<string, string> Of(StreamRenaming? renaming, string prefix) =>
        stream => (renaming?._rename(stream) ?? stream) is { Length: > 0 } renamed ? prefix + renamed : throw new EmptyStreamNameException();
}
