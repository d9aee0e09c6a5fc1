using System.Globalization;
using System.Security.Authentication;
using EventSourcing.Persistence;
using Grpc.Core;

namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>Turns what gRPC reports into errors of ours. The trailer <c>exception</c> says what happened; the status alone
/// does not (wire/PROTOCOL.md, b).</summary>
internal static class RpcErrors
{
    public static PersistenceException ToPersistence(RpcException error, CallDescription call) =>
        FromTransport(error, call) ?? FromTrailers(error, call) ?? ServiceErrors.From(error, call) ?? FromStatus(error, call);

    /// <summary>What to raise when a call ran out of time.</summary>
    public static PersistenceException TimedOut(CallDescription call, TimeSpan limit, Exception? cause = null)
    {
        var waited = string.Create(CultureInfo.InvariantCulture, $"{call.Endpoint} did not answer the {call.Subject} within {limit.TotalMilliseconds:0} ms.");
        return OutcomeUnknown(call, waited, cause)
            ?? new StoreTimeoutException($"{waited} Check the server, or raise defaultDeadline (milliseconds) in the connection string.", call.Stream, cause);
    }

    public static AccessDeniedException Denied(CallDescription call, Exception? cause = null) => new(
        $"{call.Endpoint} does not allow the {call.Subject} to {(call.User is null ? "anonymous callers. Connect with a user name and password" : $"the user '{call.User.UserName}'. {(call.Changes == Changes.Nothing ? "Use another user, or have the stream's $acl changed" : "Use a user with the rights for it")}")}.", call.Stream, cause);

    /// <summary>What to raise when no answer came to a call that may have been carried out.</summary>
    /// <returns><see langword="null"/> where the call changes nothing.</returns>
    public static PersistenceException? OutcomeUnknown(CallDescription call, string reason, Exception? cause)
    {
        if (call.Writes)
            return new AppendOutcomeUnknownException(call.Stream ?? "", reason, cause);
        return call.Changes == Changes.Nothing ? null : new CallOutcomeUnknownException(call, reason, cause);
    }

    /// <summary>Whether the call failed before anything of it was sent.</summary>
    public static bool NeverLeft(RpcException error) => FindCause<HttpRequestException>(error) is
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
    };

    /// <summary>Whether a message could not be sent because its call has ended; how it ended, the receiving side learns. What
    /// breaks the connection under a write, gRPC hands on as it is.</summary>
    public static bool IsEndOfCall(Exception error) =>
        error is RpcException or InvalidOperationException or IOException or HttpRequestException or OperationCanceledException;

    private static PersistenceException? FromTransport(RpcException error, CallDescription call)
    {
        if (FindCause<AuthenticationException>(error) is { } refused)
        {
            var noTls = refused.InnerException is null && refused.Message.Contains("frame", StringComparison.Ordinal);
            return noTls
                ? Unavailable(call, "it does not speak TLS. If the server runs without TLS, add tls=false to the connection string.", error)
                : new StoreCertificateException($"The certificate of {call.Endpoint} was refused: {refused.Message} Give the root certificate of the server's authority with EVENTSTOREDB_ROOT_CERTIFICATES or tlsCaFile, and use a host name that the certificate holds.", error);
        }

        if (NeverLeft(error))
            return Unavailable(call, $"{FindCause<HttpRequestException>(error)!.Message} Check host and port, and that the server runs.", error);
        if (FindCause<HttpIOException>(error) is { HttpRequestError: HttpRequestError.HttpProtocolError or HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse } && OutcomeUnknown(call, "", error) is null)
            return Unavailable(call, "it ended the connection, or does not speak HTTP/2. If the server wants TLS, remove tls=false from the connection string.", error);
        return null;
    }

    private static PersistenceException? FromTrailers(RpcException error, CallDescription call) => error.Trailers.GetValue("exception") switch
    {
        "access-denied" => Denied(call, error),
        "stream-deleted" => new StreamDeletedException(call.Stream ?? error.Trailers.GetValue("stream-name") ?? "", error),
        "wrong-expected-version" => new WrongExpectedRevisionException(call.Stream!, call.Expected!.Value, Actual(error.Trailers.GetValue("actual-version")), error),
        "maximum-append-size-exceeded" => new AppendTooLargeException(call.Stream!, Actual(error.Trailers.GetValue("maximum-append-size")), error),
        "not-leader" => new NotLeaderException(call.Endpoint, error.Trailers.GetValue("leader-endpoint-host"), error.Trailers.GetValue("leader-endpoint-port"), call.Stream, error),
        _ => null,
    };

    private static PersistenceException FromStatus(RpcException error, CallDescription call) => error.StatusCode switch
    {
        StatusCode.Unauthenticated => new NotAuthenticatedException(
            $"{call.Endpoint} refused {(call.User is null ? "the call without a user" : $"the user '{call.User.UserName}' or the password")}. Check both; in a connection string percent-encode them.", error),
        StatusCode.PermissionDenied => Denied(call, error),
        StatusCode.ResourceExhausted when call.Writes => new AppendTooLargeException(call.Stream!, null, error),
        // The server is sure that it did nothing: it has no leader, or starts or stops.
        StatusCode.Unavailable when error.Status.Detail.StartsWith("Server", StringComparison.OrdinalIgnoreCase) => Unavailable(call, $"it says '{error.Status.Detail}'. Try again later.", error),
        StatusCode.Unknown when call.Position is { } position && error.Status.Detail.Contains("ReadAllResult", StringComparison.Ordinal) => new InvalidPositionException(position, error),
        StatusCode.Unimplemented => new PersistenceException($"{call.Endpoint} does not know the {call.Subject}: it is another kind of server, or a version too old or too new.", call.Stream, error),
        StatusCode.InvalidArgument => new PersistenceException($"{call.Endpoint} refused the {call.Subject}: {error.Status.Detail}", call.Stream, error),
        StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.Internal or StatusCode.Aborted or StatusCode.DeadlineExceeded
            when OutcomeUnknown(call, $"the call to {call.Endpoint} ended with '{error.Status.Detail}' ({error.StatusCode}).", error) is { } unknown => unknown,
        StatusCode.DeadlineExceeded => new StoreTimeoutException($"{call.Endpoint} says that the {call.Subject} took too long.", call.Stream, error),
        StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.Aborted or StatusCode.Internal => Unavailable(call, $"the {call.Subject} was broken off: {error.Status.Detail}", error),
        _ => new PersistenceException($"{call.Endpoint} failed the {call.Subject} with '{error.Status.Detail}' ({error.StatusCode}).", call.Stream, error),
    };

    private static StoreUnavailableException Unavailable(CallDescription call, string why, Exception error) =>
        new($"EventStoreDB at {call.Endpoint} cannot be reached: {why}", call.Stream, error);

    /// <summary>Numbers in trailers: a revision, or -1 for a stream that does not exist.</summary>
    private static long? Actual(string? number) =>
        long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null;

    private static T? FindCause<T>(RpcException error)
        where T : Exception
    {
        for (var cause = error.Status.DebugException; cause is not null; cause = cause.InnerException)
            if (cause is T found)
                return found;
        return null;
    }
}
