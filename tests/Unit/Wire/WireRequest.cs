using System.Text.Json.Nodes;

namespace EventSourcing.Tests.Wire;

/// <summary>One recorded request message.</summary>
/// <param name="Json">Null where the bytes are no valid message.</param>
/// <param name="Bytes">Null where they are to be made from the json and the elisions.</param>
public sealed record WireRequest(
    JsonNode? Json, ReadOnlyMemory<byte>? Bytes, IReadOnlyList<WireElision> Elided, int? BytesLength, bool IsFlaggedCompressed)
{
    public static WireRequest Parse(JsonObject json) => new(
        json["json"],
        json["bytes"] is { } bytes ? Convert.FromBase64String(bytes.GetValue<string>()) : default(ReadOnlyMemory<byte>?),
        [.. json.Items("elided").Select(elided => WireElision.Parse(elided!.AsObject()))],
        json["bytesLength"]?.GetValue<int>(),
        json["note"]?.GetValue<string>().Contains("compressed flag set in the frame", StringComparison.Ordinal) ?? false);

    /// <summary>The message as json, with what was left out of the file put back.</summary>
    public JsonNode? Complete()
    {
        var complete = Json?.DeepClone();
        foreach (var elision in Elided)
        {
            elision.PutInto(complete!);
        }

        return complete;
    }

    /// <summary>The same but for the id of the event it proposes, if it does.</summary>
    public WireRequest WithNewId()
    {
        if (Json?["proposed_message"] is null)
        {
            return this;
        }

        var json = Json.DeepClone();
        json["proposed_message"]!["id"] = new JsonObject { ["string"] = Guid.NewGuid().ToString() };
        return this with { Json = json, Bytes = null };
    }
}
