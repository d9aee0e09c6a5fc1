using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Threading.Channels;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>
/// A gRPC call made by hand on HTTP/2, so that bytes no library would send can be sent, and what no library would
/// show can be seen.
/// </summary>
internal sealed class RawCall : IAsyncDisposable
{
    private const int PrefixLength = 5;

    private readonly HttpRequestMessage _request;
    private readonly OpenContent _content = new();
    private readonly CancellationTokenSource _abort;
    private readonly Channel<byte[]> _messages;
    private readonly Task<RawEnd> _end;

    /// <param name="readsAhead">How many messages are taken from the wire before they are asked for.</param>
    public RawCall(HttpClient http, Uri address, WireCall call, CancellationToken cancel, int readsAhead = 1000)
    {
        _messages = Channel.CreateBounded<byte[]>(readsAhead);
        _abort = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        _request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, call.Rpc))
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = _content,
        };
        _request.Headers.TryAddWithoutValidation("te", "trailers");
        _request.Headers.TryAddWithoutValidation("user-agent", "wire-scenarios");
        foreach (var (key, value) in call.Metadata)
        {
            _request.Headers.TryAddWithoutValidation(key, value);
        }

        if (!call.Metadata.ContainsKey("grpc-accept-encoding"))
        {
            _request.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity");
        }

        _end = ReceiveAllAsync(http);
    }

    /// <summary>How the call ended, once it has and every message was taken.</summary>
    public Task<RawEnd> End => _end;

    public async Task SendAsync(ReadOnlyMemory<byte> message, bool isCompressed)
    {
        var frame = new byte[PrefixLength + message.Length];
        frame[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsMemory(PrefixLength));
        await Task.WhenAny(_content.Opened, _end);
        if (!_content.Opened.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            var stream = await _content.Opened;
            await stream.WriteAsync(frame, _abort.Token);
            await stream.FlushAsync(_abort.Token);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The server need not listen to the end of a message it refuses; how it ended the call is what counts.
        }
    }

    public void HalfClose() => _content.Close();

    /// <summary>The next message, or null if the call ended instead.</summary>
    public async Task<byte[]?> ReceiveAsync(CancellationToken cancel) =>
        await _messages.Reader.WaitToReadAsync(cancel) && _messages.Reader.TryRead(out var message) ? message : null;

    public async ValueTask DisposeAsync()
    {
        // Closing first would end the request in order, and the server could take it for complete.
        await _abort.CancelAsync();
        await _end;
        _content.Close();
        _request.Dispose();
        _abort.Dispose();
    }

    private async Task<RawEnd> ReceiveAllAsync(HttpClient http)
    {
        try
        {
            using var response = await http.SendAsync(_request, HttpCompletionOption.ResponseHeadersRead, _abort.Token);
            await using var body = await response.Content.ReadAsStreamAsync(_abort.Token);
            var prefix = new byte[PrefixLength];
            while (await body.ReadAtLeastAsync(prefix, PrefixLength, throwOnEndOfStream: false, _abort.Token) == PrefixLength)
            {
                var message = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
                await body.ReadExactlyAsync(message, _abort.Token);
                await _messages.Writer.WriteAsync(message, _abort.Token);
            }

            return RawEnd.Of(response);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or SocketException or OperationCanceledException)
        {
            return RawEnd.Lost(e);
        }
        finally
        {
            _messages.Writer.Complete();
        }
    }
}
