using EventSourcing.EventStoreDb.Client.Calls;
using EventSourcing.EventStoreDb.Client.Cluster;
using EventSourcing.EventStoreDb.Protos;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Features;

/// <summary>Asks nodes what they can do.</summary>
internal sealed class FeatureCalls(UnaryCalls calls)
{
    /// <summary>Asks anew each time, so that the answer also says that the node is there.</summary>
    public Task<string> VersionAsync(CancellationToken cancel) =>
        calls.RunAsync(
            async (node, options) => (node.Features = await AskAsync(node.Channel.Invoker, options).ConfigureAwait(false)).Version,
            calls.Describe("server_features.get_supported_methods", "question for the version"),
            cancel);

    /// <summary>Asks each node once.</summary>
    public Task<ServerFeatures> FeaturesAsync(CancellationToken cancel) =>
        calls.RunAsync(
            async (node, options) => node.Features ??= await AskAsync(node.Channel.Invoker, options).ConfigureAwait(false),
            calls.Describe("server_features.get_supported_methods", "question for the features"),
            cancel);

    private static async Task<ServerFeatures> AskAsync(CallInvoker invoker, CallOptions options)
    {
        using var call = new Protos.ServerFeatures.ServerFeatures.ServerFeaturesClient(invoker).GetSupportedMethodsAsync(new Empty(), options);
        var answer = await call.ResponseAsync.ConfigureAwait(false);
        return new ServerFeatures(answer.EventStoreServerVersion, [.. answer.Methods.Select(method => new ServerMethod(method.ServiceName, method.MethodName, [.. method.Features]))]);
    }
}
