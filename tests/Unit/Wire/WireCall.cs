using System.Text.Json.Nodes;

namespace EventSourcing.Tests.Wire;

/// <summary>One recorded call.</summary>
/// <param name="Rpc">Service and method, as in the HTTP/2 path.</param>
/// <param name="Node">Which node of a cluster was called, by what it was then.</param>
/// <param name="Status">Null where the server sent none.</param>
/// <param name="HttpStatus">Null for 200.</param>
/// <param name="ResetAfterStatus">The code with which the server reset the stream after its status, if it did.</param>
public sealed record WireCall(
    int Index,
    string Rpc,
    string? Node,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<WireRequest> Requests,
    IReadOnlyList<JsonNode> Responses,
    WireStatus? Status,
    IReadOnlyDictionary<string, string> InitialMetadata,
    IReadOnlyDictionary<string, string> Trailers,
    bool IsTrailersOnly,
    int? HttpStatus,
    string? ResetAfterStatus,
    IReadOnlyList<WireStep> Ordering)
{
    public string Service => Rpc.Split('/')[0];

    /// <summary>Whether the call asks something without changing it.</summary>
    public bool IsQuestion =>
        Rpc[(Rpc.LastIndexOf('/') + 1)..] is "Read" or "GetInfo" or "List" or "Statistics" or "State" or "Result";

    /// <summary>Whether no other call begins or ends while this one is open.</summary>
    public bool StandsAlone =>
        Ordering.All(step => step.Kind is not (WireStepKind.CallBegins or WireStepKind.CallEnds or WireStepKind.ServerStops or WireStepKind.StopsReading));

    /// <summary>The first of the calls in which nothing of this one is read; null where it is always read.</summary>
    public int? StopsReadingBefore => Ordering.FirstOrDefault(step => step.Kind == WireStepKind.StopsReading)?.Number;

    public static WireCall Parse(int index, JsonObject json) => new(
        index,
        json.Text("rpc"),
        json["node"]?.GetValue<string>(),
        json.Map("metadata"),
        [.. json.Items("requests").Select(request => WireRequest.Parse(request!.AsObject()))],
        [.. json.Items("responses").Select(response => response!["json"]!)],
        json["status"] is JsonObject status ? WireStatus.Parse(status) : null,
        json.Map("initialMetadata"),
        json.Map("trailers"),
        json.Flag("trailersOnly"),
        json["httpStatus"]?.GetValue<int>(),
        json["resetAfterStatus"]?.GetValue<string>(),
        [.. json.Items("ordering").Select(step => WireStep.Parse(step!.GetValue<string>()))]);

    public bool Mentions(WireStepKind kind, int call) => Ordering.Any(step => step.Kind == kind && step.Number == call);
}
