using System.Text;
using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>A message of BatchAppend: an append, or a part of one. It is written straight into the buffer it is sent from, and
/// until then its events are not copied. The numbers of its fields are those of <c>streams.proto</c>.</summary>
internal sealed class AppendRequest
{
    private const int CorrelationId = 1;
    private const int Options = 2;
    private const int Events = 3;
    private const int IsFinalField = 4;
    private const int StreamIdentifier = 1;
    private const int StreamName = 3;

    private readonly Guid _correlationId;
    private readonly string? _stream;
    private readonly ExpectedRevision _expected;
    private readonly IReadOnlyList<NewEvent> _events;
    private readonly int _first;
    private readonly int _streamLength;
    private int _count;
    private int _size;

    /// <summary>The first message of an append, which says where to.</summary>
    public AppendRequest(Guid correlationId, StreamAppend append)
        : this(correlationId, append.Events, first: 0)
    {
        (_stream, _expected, _streamLength) = (append.Stream, append.Expected, Encoding.UTF8.GetByteCount(append.Stream));
        _size += ProtoWriter.SizeOf(OptionsSize);
    }

    /// <summary>A further message of an append.</summary>
    public AppendRequest(Guid correlationId, IReadOnlyList<NewEvent> events, int first)
    {
        (_correlationId, _events, _first) = (correlationId, events, first);
        _size = ProtoWriter.SizeOf(WireId.Size(correlationId));
    }

    /// <summary>Whether it is the last of its append.</summary>
    public bool IsFinal { get; set; }

    /// <summary>How long the message is, in bytes.</summary>
    public int Size => _size + (IsFinal ? ProtoWriter.SizeOf(1UL) : 0);

    private int OptionsSize => ProtoWriter.SizeOf(ProtoWriter.SizeOf(_streamLength))
        + (_expected.Revision is { } revision ? ProtoWriter.SizeOf((ulong)revision) : ProtoWriter.SizeOf(0));

    /// <summary>Takes the next event along, whose length is known.</summary>
    public void Add(int size)
    {
        _count++;
        _size += ProtoWriter.SizeOf(size);
    }

    /// <summary>Writes it.</summary>
    public void WriteTo(Span<byte> buffer)
    {
        var writer = new ProtoWriter(buffer);
        writer.Message(CorrelationId, WireId.Size(_correlationId));
        WireId.Write(ref writer, _correlationId);
        if (_stream is not null)
            WriteOptions(ref writer, _stream);
        for (var i = _first; i < _first + _count; i++)
        {
            writer.Message(Events, ProposedEvent.Size(_events[i]));
            ProposedEvent.Write(ref writer, _events[i]);
        }

        if (IsFinal)
            writer.Number(IsFinalField, 1);
    }

    private void WriteOptions(ref ProtoWriter writer, string stream)
    {
        writer.Message(Options, OptionsSize);
        writer.Message(StreamIdentifier, ProtoWriter.SizeOf(_streamLength));
        writer.Text(StreamName, stream, _streamLength);
        if (_expected.Revision is { } revision)
            writer.Number(2, (ulong)revision);
        else
            writer.Message(Word(_expected), 0);
    }

    /// <summary>The field that stands for an expectation without a number.</summary>
    private static int Word(ExpectedRevision expected)
    {
        if (expected == ExpectedRevision.NoStream)
            return 3;
        return expected == ExpectedRevision.StreamExists ? 5 : 4;
    }
}
