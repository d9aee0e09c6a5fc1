using EventStoreDb.Emulator.Access;
using EventStoreDb.Emulator.Hosting;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

internal static class ServerCallContextExtensions
{
    public static Caller Caller(this ServerCallContext context) => Authentication.CallerOf(context.GetHttpContext());
}
