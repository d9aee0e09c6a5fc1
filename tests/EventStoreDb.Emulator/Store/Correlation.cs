using System.Text.Json;

namespace EventStoreDb.Emulator.Store;

/// <summary>The correlation id that an event's own metadata may hold.</summary>
internal static class Correlation
{
    public static string? Of(RecordedEvent recorded)
    {
        try
        {
            using var json = JsonDocument.Parse(recorded.Content.Metadata);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("$correlationId", out var id)
                && id.ValueKind == JsonValueKind.String
                    ? id.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
