using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>How a call ended, as it was on the wire.</summary>
/// <param name="Status">Null when there was no grpc-status.</param>
/// <param name="Broken">Set when the stream was reset or the connection lost; the rest says nothing then.</param>
internal sealed record RawEnd(
    int HttpStatus,
    WireStatus? Status,
    bool IsTrailersOnly,
    IReadOnlyDictionary<string, string> InitialMetadata,
    IReadOnlyDictionary<string, string> Trailers,
    Exception? Broken)
{
    private const string StatusKey = "grpc-status";
    private const string MessageKey = "grpc-message";

    private static readonly string[] OfTheTransport = ["date", "server", StatusKey, MessageKey];

    // What belongs to the headers where headers and trailers share one frame.
    private static readonly string[] OfTheHeaders = ["content-type", "content-length"];

    private static readonly Dictionary<string, string> None = [];

    public static RawEnd Lost(Exception broken) => new(0, null, false, None, None, broken);

    public static RawEnd Of(HttpResponseMessage response)
    {
        var headers = Entries(response.Headers.Concat(response.Content.Headers));
        var trailers = Entries(response.TrailingHeaders);
        var isTrailersOnly = headers.ContainsKey(StatusKey);
        var statusIn = isTrailersOnly ? headers : trailers;
        return new RawEnd(
            (int)response.StatusCode,
            statusIn.TryGetValue(StatusKey, out var code)
                ? new WireStatus(int.Parse(code, System.Globalization.CultureInfo.InvariantCulture), Uri.UnescapeDataString(statusIn.GetValueOrDefault(MessageKey, "")))
                : null,
            isTrailersOnly,
            Without(OfTheTransport, isTrailersOnly ? Only(OfTheHeaders, headers) : headers),
            Without(OfTheTransport, isTrailersOnly ? Without(OfTheHeaders, headers) : trailers),
            Broken: null);
    }

    private static Dictionary<string, string> Entries(IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers) =>
        headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(entry => Lower(entry.Key), entry => entry.Value);

    private static Dictionary<string, string> Only(string[] keys, Dictionary<string, string> entries) =>
        entries.Where(entry => keys.Contains(entry.Key)).ToDictionary();

    private static Dictionary<string, string> Without(string[] keys, Dictionary<string, string> entries) =>
        entries.Where(entry => !keys.Contains(entry.Key)).ToDictionary();

#pragma warning disable CA1308 // Names of headers are lower case in HTTP/2.
    private static string Lower(string name) => name.ToLowerInvariant();
#pragma warning restore CA1308
}
