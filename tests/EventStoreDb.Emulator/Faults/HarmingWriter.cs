using Google.Protobuf;
using Grpc.Core;

namespace EventStoreDb.Emulator.Faults;

/// <summary>Lets a fault at the answers of a call.</summary>
internal sealed class HarmingWriter<T>(IServerStreamWriter<T> inner, CallFault fault) : IServerStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (await fault.BeforeAnswerAsync(cancellationToken))
        {
            await fault.SendHarmedAsync(((IMessage)message!).ToByteArray(), isOnlyAnswer: false, cancellationToken);
        }
        else
        {
            await inner.WriteAsync(message, cancellationToken);
        }
    }
}
