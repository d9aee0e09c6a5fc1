namespace EventSourcing.Persistence;

/// <summary>The data of a stored event could not be decompressed: it is damaged, or too large, or the compressor is not
/// known.</summary>
public sealed class EventDecompressionException : EventMappingException
{
    internal EventDecompressionException(RecordedEvent recorded, string compressor, string why, Exception? innerException = null)
        : base(recorded, why, innerException) => Compressor = compressor;

    /// <summary>The name of the compressor.</summary>
    public string Compressor { get; }
}
