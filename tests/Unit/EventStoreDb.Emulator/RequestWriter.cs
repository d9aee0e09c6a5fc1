using System.Text.Json;
using System.Text.Json.Nodes;
using EventSourcing.Tests.Wire;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator;

/// <summary>Makes the bytes to ask with: the recorded ones, unless they hold something the replay has its own of.</summary>
internal sealed class RequestWriter(WireContract contract, Correspondence known)
{
    public ReadOnlyMemory<byte> Bytes(string rpc, WireRequest request)
    {
        if (request.Complete() is not { } json)
        {
            return request.Bytes!.Value;
        }

        var isTranslated = Translate(json);
        if (request.Bytes is { } recorded && !isTranslated)
        {
            return recorded;
        }

        var bytes = contract.RequestBytes(rpc, json);
        if (request.BytesLength is { } length)
        {
            Assert.Equal(length, bytes.Length);
        }

        return bytes;
    }

    private bool Translate(JsonNode json)
    {
        var isTranslated = false;
        foreach (var (key, value) in json as JsonObject ?? [])
        {
            if (value is JsonValue leaf && leaf.GetValueKind() == JsonValueKind.String)
            {
                var recorded = leaf.GetValue<string>();
                var own = key is "commit_position" or "prepare_position" ? known.PositionToAsk(recorded) : known.IdToAsk(recorded);
                if (!string.Equals(recorded, own, StringComparison.Ordinal))
                {
                    leaf.ReplaceWith(own);
                    isTranslated = true;
                }
            }
            else if (value is JsonObject or JsonArray)
            {
                isTranslated |= value is JsonArray items ? TranslateItems(items) : Translate(value);
            }
        }

        return isTranslated;
    }

    private bool TranslateItems(JsonArray items)
    {
        var isTranslated = false;
        foreach (var item in items.OfType<JsonObject>())
        {
            isTranslated |= Translate(item);
        }

        return isTranslated;
    }
}
