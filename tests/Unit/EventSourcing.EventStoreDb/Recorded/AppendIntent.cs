using System.Text.Json.Nodes;
using EventSourcing.Persistence;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>What a recorded append was meant to do, where a client could mean it.</summary>
internal sealed record AppendIntent(string Stream, ExpectedRevision Expected, IReadOnlyList<NewEvent> Events)
{
    public static AppendIntent Simple { get; } = new("simple-1", ExpectedRevision.Any, [new(new Guid("c0ffee00-1a2b-4c3d-8e4f-0000000000ff"), "Simple", "{}"u8.ToArray())]);

    public static AppendIntent? Of(WireCall call)
    {
        var messages = call.Requests.Select(request => request.Complete()).ToList();
        return messages.Count > 0
            && messages[0]?["options"] is { } options
            && messages.Skip(1).All(message => message?["proposed_message"] is not null)
            && call.Mentions(WireStepKind.HalfClose, 0)
                ? Of(options, messages.Skip(1).Select(message => message!["proposed_message"]!))
                : null;
    }

    public static AppendIntent? Of(JsonNode? options, IEnumerable<JsonNode> messages)
    {
        var events = messages.Select(WireJson.Event).ToList();
        return options is not null && WireJson.Stream(options["stream_identifier"]) is { } stream && WireJson.Expected(options) is { } expected && events.All(one => one is not null)
            ? new AppendIntent(stream, expected, events!)
            : null;
    }
}
