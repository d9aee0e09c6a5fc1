using System.Buffers;
using EventSourcing.EventStoreDb.Protos.Streams;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Appends;

/// <summary>The method BatchAppend, with messages that make no objects of what they carry.</summary>
internal static class AppendMethod
{
    public static Method<AppendRequest, AppendAnswer> Instance { get; } = new(
        MethodType.DuplexStreaming,
        Streams.Descriptor.FullName,
        "BatchAppend",
        Marshallers.Create<AppendRequest>(
            static (request, context) =>
            {
                context.SetPayloadLength(request.Size);
                var buffer = context.GetBufferWriter();
                request.WriteTo(buffer.GetSpan(request.Size));
                buffer.Advance(request.Size);
                context.Complete();
            },
            static _ => throw new NotSupportedException()),
        Marshallers.Create<AppendAnswer>(
            static (_, _) => throw new NotSupportedException(),
            static context => Read(context.PayloadAsReadOnlySequence())));

    private static AppendAnswer Read(ReadOnlySequence<byte> payload) =>
        AppendAnswer.Read(payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray());
}
