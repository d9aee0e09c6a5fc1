using EventSourcing.EventStoreDb.Client.Wire;
using EventSourcing.EventStoreDb.Protos;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>What the server says about one append over BatchAppend.</summary>
/// <param name="CorrelationId">Which append.</param>
/// <param name="Result">What was written; <see langword="null"/> where something went wrong.</param>
/// <param name="Error">What went wrong.</param>
internal sealed record AppendAnswer(Guid CorrelationId, AppendResult? Result, Status? Error)
{
    /// <summary>Reads the message BatchAppendResp. The numbers of its fields are those of <c>streams.proto</c>.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static AppendAnswer Read(ReadOnlySpan<byte> message)
    {
        var id = Guid.Empty;
        AppendResult? result = null;
        Status? error = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    id = WireId.Read(reader.Bytes());
                    break;
                case 2:
                    error = Status.Parser.ParseFrom(reader.Bytes());
                    break;
                case 3:
                    result = ReadSuccess(reader.Bytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new AppendAnswer(id, result, error);
    }

    private static AppendResult ReadSuccess(ReadOnlySpan<byte> message)
    {
        var revision = -1L;
        Position? position = null;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
                revision = (long)reader.Number();
            else if (reader.Field == 3)
                position = WirePosition.Read(reader.Bytes());
            else
                reader.Skip();
        }

        return new AppendResult(revision, position);
    }
}
