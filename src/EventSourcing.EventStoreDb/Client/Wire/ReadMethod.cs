using System.Buffers;
using EventSourcing.EventStoreDb.Protos.Streams;
using Google.Protobuf;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Wire;

/// <summary>The method Read, whose answers are made into events where they lie in the buffer they came in.</summary>
internal static class ReadMethod
{
    public static Method<ReadReq, ReadAnswer> Instance { get; } = new(
        MethodType.ServerStreaming,
        Streams.Descriptor.FullName,
        "Read",
        Marshallers.Create<ReadReq>(
            static (request, context) =>
            {
                context.SetPayloadLength(request.CalculateSize());
                request.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            static _ => throw new NotSupportedException()),
        Marshallers.Create<ReadAnswer>(
            static (_, _) => throw new NotSupportedException(),
            static context => Decode(context.PayloadAsReadOnlySequence())));

    /// <exception cref="InvalidDataException">It is no answer.</exception>
    private static ReadAnswer Decode(ReadOnlySequence<byte> payload) => Decode(payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray());

    private static ReadAnswer Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new ProtoReader(payload);
        if (!reader.Next())
            return new ReadAnswer(default, null, default);
        var kind = (ReadAnswerKind)reader.Field;
        return kind switch
        {
            ReadAnswerKind.Event => ReadEvents.Decode(reader.Bytes()),
            ReadAnswerKind.Checkpoint => new ReadAnswer(kind, null, WirePosition.Read(reader.Bytes())),
            _ => new ReadAnswer(kind, null, default),
        };
    }
}
