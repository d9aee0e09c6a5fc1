using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EventSourcing.Tests.EventStoreDb.Scripted;

/// <summary>One call to a <see cref="ScriptedServer"/>.</summary>
public sealed class ScriptedCall(HttpContext http)
{
    private const int PrefixLength = 5;

    public IHeaderDictionary Headers => http.Request.Headers;

    /// <summary>Never ends by itself: ends with the call.</summary>
    public Task UntilAbortedAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);

    /// <returns>The client's next message; <see langword="null"/> once it has no more.</returns>
    public async Task<T?> ReceiveAsync<T>()
        where T : class, IMessage<T>, new() =>
        await ReceiveBytesAsync() is { } bytes ? new MessageParser<T>(static () => new T()).ParseFrom(bytes) : null;

    public Task SkipMessageAsync() => ReceiveBytesAsync();

    public Task SendAsync(IMessage message) => SendAsync(message.ToByteArray());

    public async Task SendAsync(byte[] bytes)
    {
        var prefix = new byte[PrefixLength];
        BinaryPrimitives.WriteUInt32BigEndian(prefix.AsSpan(1), (uint)bytes.Length);
        await http.Response.Body.WriteAsync(prefix, http.RequestAborted);
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    /// <summary>Ends the call with a status: in the headers where nothing was sent before, as the real server does.</summary>
    public Task EndAsync(StatusCode status = StatusCode.OK, string detail = "", params (string Name, string Value)[] trailers)
    {
        var started = http.Response.HasStarted;
        foreach (var (name, value) in trailers.Prepend(("grpc-message", detail)).Prepend(("grpc-status", ((int)status).ToString(CultureInfo.InvariantCulture))))
        {
            if (started)
                http.Response.AppendTrailer(name, value);
            else
                http.Response.Headers.Append(name, value);
        }

        return http.Response.CompleteAsync();
    }

    /// <summary>Ends the call with an HTTP status instead of one of gRPC.</summary>
    public Task EndWithoutStatusAsync(int httpStatus)
    {
        http.Response.StatusCode = httpStatus;
        return http.Response.CompleteAsync();
    }

    /// <summary>Resets the call's HTTP/2 stream.</summary>
    public void Reset(int error) => http.Features.GetRequiredFeature<IHttpResetFeature>().Reset(error);

    /// <summary>Cuts the connection, with all calls on it.</summary>
    public void CutConnection() => http.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();

    /// <returns>The client's next message as it came; <see langword="null"/> once it has no more.</returns>
    public async Task<byte[]?> ReceiveBytesAsync()
    {
        var prefix = new byte[PrefixLength];
        if (await http.Request.Body.ReadAtLeastAsync(prefix, PrefixLength, throwOnEndOfStream: false, http.RequestAborted) < PrefixLength)
            return null;
        var bytes = new byte[BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1))];
        await http.Request.Body.ReadExactlyAsync(bytes, http.RequestAborted);
        return bytes;
    }
}
