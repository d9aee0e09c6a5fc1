using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using EventSourcing.EventStoreDb.Client.Connection;
using Grpc.Core;
using Grpc.Net.Client;

namespace EventSourcing.EventStoreDb.Client.Channels;

/// <summary>The connection to one node.</summary>
/// <remarks>Connecting and the keep-alive go by the machine's clock, not by the client's: <see cref="SocketsHttpHandler"/>
/// takes no other. No call depends on it, for each has a deadline by the client's clock, or none.</remarks>
internal sealed class NodeChannel : IDisposable
{
    // A stored event can be nearly 16 MiB, and gRPC's own default is 4 MiB (wire/PROTOCOL.md, h).
    private const int MaxReceivedMessageSize = 17 * 1024 * 1024;
    // How much the server may send before it is told that the reader has taken some; the handler's own 64 KiB make it wait
    // in every read's first moments.
    private const int ReceiveWindow = 1024 * 1024;
    private static readonly TimeSpan LeastKeepAlive = TimeSpan.FromSeconds(1);

    private readonly GrpcChannel _channel;

    /// <param name="endpoint">The node, whose name its certificate must hold.</param>
    /// <param name="settings">How to connect.</param>
    /// <param name="address">Where to find it; where its name leads to, unless given.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The channel disposes of the client, and that of the handler.")]
    public NodeChannel(Endpoint endpoint, EventStoreDbClientSettings settings, IPAddress? address = null)
    {
        Endpoint = endpoint;
        User = settings.Credentials;
        Headers = MakeHeaders(settings);
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = AtLeast(settings.KeepAliveInterval),
            KeepAlivePingTimeout = AtLeast(settings.KeepAliveTimeout),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseProxy = false,
            InitialHttp2StreamWindowSize = ReceiveWindow,
        };
        if (settings.Tls)
            handler.SslOptions = TlsOptions.For(settings);
        if (address is not null)
            handler.ConnectCallback = (_, cancel) => ConnectAsync(new IPEndPoint(address, endpoint.Port), cancel);

        // Through a client of our own, not through a handler: gRPC would put a connection manager of its own in between,
        // which backs off for up to minutes by its own clock.
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _channel = GrpcChannel.ForAddress($"{(settings.Tls ? "https" : "http")}://{endpoint}", new GrpcChannelOptions
        {
            HttpClient = http,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaxReceivedMessageSize,
            MaxSendMessageSize = null,
        });
        Invoker = _channel.CreateCallInvoker();
    }

    public Endpoint Endpoint { get; }

    public CallInvoker Invoker { get; }

    public UserCredentials? User { get; }

    private Grpc.Core.Metadata Headers { get; }

    public CallOptions Options(CancellationToken cancel) => new(Headers, cancellationToken: cancel);

    public void Dispose() => _channel.Dispose();

    private static Grpc.Core.Metadata MakeHeaders(EventStoreDbClientSettings settings)
    {
        var headers = new Grpc.Core.Metadata
        {
            { "connection-name", settings.ConnectionName },
            { "requires-leader", settings.NodePreference == NodePreference.Leader ? "true" : "false" },
        };
        // Over plain text the password would be readable on the way, and a node without TLS does not look at it.
        if (settings.Credentials is { } credentials && settings.Tls)
            headers.Add("authorization", credentials.Authorization);
        return headers;
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream disposes of the socket, and the handler of the stream.")]
    private static async ValueTask<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static TimeSpan AtLeast(TimeSpan keepAlive) =>
        keepAlive == Timeout.InfiniteTimeSpan || keepAlive > LeastKeepAlive ? keepAlive : LeastKeepAlive;
}
