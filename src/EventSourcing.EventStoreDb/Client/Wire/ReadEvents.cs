using System.Buffers.Text;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>Makes events of the message ReadEvent. The numbers of its fields are those of <c>streams.proto</c>.</summary>
internal static class ReadEvents
{
    public static ReadAnswer Decode(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> target = default, link = default;
        var hasPosition = false;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    target = reader.Bytes();
                    break;
                case 2:
                    link = reader.Bytes();
                    break;
                case 3:
                    _ = reader.Number();
                    hasPosition = true;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        // A link whose target is gone is an event itself.
        if (target.IsEmpty)
        {
            target = link;
            link = default;
        }

        RecordedEvent? followed = null;
        var position = default(Position);
        if (!link.IsEmpty)
            followed = DecodeEvent(link, hasPosition, null, out position);
        var found = DecodeEvent(target, hasPosition, followed, out var own);
        return new ReadAnswer(ReadAnswerKind.Event, found, followed is null ? own : position);
    }

    private static RecordedEvent DecodeEvent(ReadOnlySpan<byte> message, bool hasPosition, RecordedEvent? link, out Position position)
    {
        ReadOnlySpan<byte> stream = default, metadata = default, data = default;
        var id = Guid.Empty;
        var (revision, prepare, commit) = (0UL, 0UL, 0UL);
        var facts = default(Facts);
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    id = WireId.Read(reader.Bytes());
                    break;
                case 2:
                    stream = Only(reader.Bytes(), field: 3);
                    break;
                case 3:
                    revision = reader.Number();
                    break;
                case 4:
                    prepare = reader.Number();
                    break;
                case 5:
                    commit = reader.Number();
                    break;
                case 6:
                    facts.Take(reader.Bytes());
                    break;
                case 7:
                    metadata = reader.Bytes();
                    break;
                case 8:
                    data = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        // One array for both.
        var content = new byte[data.Length + metadata.Length];
        data.CopyTo(content);
        metadata.CopyTo(content.AsSpan(data.Length));
        position = new Position((long)commit, (long)prepare);
        return new RecordedEvent
        {
            Stream = KnownTexts.Of(stream),
            Revision = (long)revision,
            Position = hasPosition && commit <= long.MaxValue ? position : null,
            Id = id,
            Type = KnownTexts.Of(facts.Type),
            Created = DateTimeOffset.UnixEpoch.AddTicks(facts.Created),
            Data = content.AsMemory(0, data.Length),
            Metadata = content.AsMemory(data.Length),
            IsJson = facts.IsJson,
            Link = link,
        };
    }

    /// <summary>The one field that is wanted of a message; empty where it has none.</summary>
    private static ReadOnlySpan<byte> Only(ReadOnlySpan<byte> message, int field)
    {
        ReadOnlySpan<byte> found = default;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == field)
                found = reader.Bytes();
            else
                reader.Skip();
        }

        return found;
    }

    /// <summary>What the server says about an event, as texts by name.</summary>
    private ref struct Facts
    {
        public ReadOnlySpan<byte> Type { get; private set; }

        /// <summary>When it was written, in ticks since 1970.</summary>
        public long Created { get; private set; }

        public bool IsJson { get; private set; }

        public void Take(ReadOnlySpan<byte> entry)
        {
            var name = Only(entry, field: 1);
            var value = Only(entry, field: 2);
            if (name.SequenceEqual("type"u8))
                Type = value;
            else if (name.SequenceEqual("content-type"u8))
                IsJson = value.SequenceEqual("application/json"u8);
            else if (name.SequenceEqual("created"u8))
                Created = Utf8Parser.TryParse(value, out long ticks, out var used) && used == value.Length ? ticks : throw new InvalidDataException("An event has no time.");
        }
    }
}
