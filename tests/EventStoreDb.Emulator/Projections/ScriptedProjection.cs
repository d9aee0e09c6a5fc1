using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventStoreDb.Emulator.Store;
using Jint;
using Jint.Native;

namespace EventStoreDb.Emulator.Projections;

/// <summary>A query in JavaScript, compiled and at work.</summary>
#pragma warning disable CA1001 // The engine's Dispose releases modules and host objects, of which queries have none.
internal sealed class ScriptedProjection : IProjectionProcessor
#pragma warning restore CA1001
{
    private static readonly TimeSpan OneEventWithin = TimeSpan.FromSeconds(5);

    private readonly Engine _engine = new(options => options.TimeoutInterval(OneEventWithin).LimitRecursion(100));
    private readonly List<Emission> _emitted = [];
    private readonly string _name;
    private readonly bool _producesResults;

    /// <exception cref="ProjectionFault">The query is none.</exception>
    public ScriptedProjection(string name, string query, bool mayEmit)
    {
        _name = name;
        _engine.SetValue("__emit", (string stream, string type, string? data, bool isJson, string extra) =>
        {
            if (!mayEmit)
            {
                throw new ProjectionFault("'emit' is not allowed by the projection/configuration/mode");
            }

            _emitted.Add(new Emission(stream, type, data ?? throw new ProjectionFault("object expected"), isJson, JsonNode.Parse(extra)!.AsObject()));
        });
        var described = Run(() => _engine.Execute(ProjectionPrelude.Script).Execute(query).Invoke("__describe"));
        using var source = JsonDocument.Parse(described.AsString());
        _producesResults = source.RootElement.GetProperty("output").GetBoolean();
        Source = new ProjectionSource(
            source.RootElement.GetProperty("all").GetBoolean()
                ? null
                : [.. source.RootElement.GetProperty("streams").EnumerateArray().Select(stream => stream.GetString()!)],
            source.RootElement.GetProperty("links").GetBoolean());
        Run(() => _engine.Invoke("__begin"));
    }

    public ProjectionSource Source { get; }

    public int PartitionCount => (int)Run(() => _engine.Invoke("__count")).AsNumber();

    public IReadOnlyList<Emission>? Process(ProjectedEvent projected)
    {
        // Events of JSON without any data are not shown to queries.
        if (projected.Event.Content is { IsJson: true, Data.IsEmpty: true })
        {
            return null;
        }

        _emitted.Clear();
        var partition = Run(() => _engine.Invoke("__process", EventObject(projected)));
        if (partition.IsUndefined())
        {
            return null;
        }

        if (_producesResults && partition.IsString() && Result(partition.AsString()) is { } result)
        {
            var stream = partition.AsString() is { Length: > 0 } named
                ? $"$projections-{_name}-{named}-result"
                : $"$projections-{_name}-result";
            _emitted.Add(new Emission(stream, "Result", result, IsJson: true, []));
        }

        return [.. _emitted];
    }

    public string? State(string partition) => Text(Run(() => _engine.Invoke("__state", partition)));

    public string? Result(string partition) => Text(Run(() => _engine.Invoke("__result", partition)));

    public string Save() => Run(() => _engine.Invoke("__save")).AsString();

    public void Load(string saved) => Run(() => _engine.Invoke("__load", saved));

    /// <summary>Whatever goes wrong in here, down to what a query hands to its host, is the query's own fault.</summary>
    private static JsValue Run(Func<JsValue> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is not ProjectionFault)
        {
            throw new ProjectionFault(e.Message);
        }
    }

    private static string? Text(JsValue value) => value.IsString() ? value.AsString() : null;

    private JsObject EventObject(ProjectedEvent projected)
    {
        var (recorded, content) = (projected.Event, projected.Event.Content);
        var json = new JsObject(_engine);
        json.Set("isJson", content.IsJson);
        json.Set("eventType", content.Type);
        json.Set("streamId", recorded.Stream);
        json.Set("sequenceNumber", recorded.Revision);
        json.Set("eventId", content.Id.ToString("D"));
        json.Set("created", recorded.Created.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        json.Set("category", recorded.Stream.Split('-')[0]);
        json.Set("bodyRaw", Encoding.UTF8.GetString(content.Data.Span));
        json.Set("metadataRaw", Encoding.UTF8.GetString(content.Metadata.Span));
        json.Set("linkMetadataRaw", projected.IsLinked ? Encoding.UTF8.GetString(projected.Source.Content.Metadata.Span) : "");
        return json;
    }
}
