using EventSourcing.EventStoreDb.Protos;
using EventSourcing.EventStoreDb.Protos.Gossip;
using EventSourcing.EventStoreDb.Protos.Monitoring;
using EventSourcing.EventStoreDb.Protos.Operations;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventSourcing.EventStoreDb.Protos.ServerFeatures;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.EventStoreDb.Protos.Users;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

/// <summary>Lists what the real node lists, in its order.</summary>
internal sealed class ServerFeaturesService(EmulatorOptions options) : ServerFeatures.ServerFeaturesBase
{
    private const string ServerVersion = "23.10.8";

    // Listed although it can only be called from the node's own machine.
    private const string Redaction = "event_store.client.redaction.redaction";

    private static readonly SupportedMethods Supported = new()
    {
        EventStoreServerVersion = ServerVersion,
        Methods =
        {
            Method(Redaction, "geteventpositions"),
            Method(Redaction, "switchchunks"),
            MethodsOf(PersistentSubscriptions.Descriptor, _ => ["stream", "all"]),
            MethodsOf(Users.Descriptor, _ => []),
            // The order of the server, which is not that of its contract.
            MethodsOf(Streams.Descriptor, FeaturesOfStreams).OrderBy(
                method => string.Equals(method.MethodName, "batchappend", StringComparison.Ordinal)),
            MethodsOf(Operations.Descriptor, _ => []),
            MethodsOf(Gossip.Descriptor, _ => []),
            MethodsOf(Monitoring.Descriptor, _ => []),
            MethodsOf(ServerFeatures.Descriptor, _ => []),
        },
    };

    private static readonly SupportedMethods SupportedWithProjections = new()
    {
        EventStoreServerVersion = ServerVersion,
        Methods =
        {
            Supported.Methods,
            MethodsOf(
                EventSourcing.EventStoreDb.Protos.Projections.Projections.Descriptor,
                method => method is "create" ? ["track_emitted_streams"] : []),
        },
    };

    public override Task<SupportedMethods> GetSupportedMethods(Empty request, ServerCallContext context) =>
        Task.FromResult(options.Projections == ProjectionMode.None ? Supported : SupportedWithProjections);

    private static string[] FeaturesOfStreams(string method) => method switch
    {
        "read" => ["position", "events"],
        "batchappend" => ["deadline_duration"],
        _ => [],
    };

    private static IEnumerable<SupportedMethod> MethodsOf(ServiceDescriptor service, Func<string, string[]> features) =>
        service.Methods.Select(method =>
        {
            var name = Lower(method.Name);
            return Method(Lower(service.FullName), name, features(name));
        });

    private static SupportedMethod Method(string service, string method, params string[] features) =>
        new() { ServiceName = service, MethodName = method, Features = { features } };

#pragma warning disable CA1308 // The wire has these names in lower case.
    private static string Lower(string name) => name.ToLowerInvariant();
#pragma warning restore CA1308
}
