using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Projections;

/// <summary>Writes what projections emit, with where it comes from in the metadata.</summary>
internal sealed class ProjectionWriter(Database database)
{
    // The server's own versioning of what it writes down as a position.
    private const int PositionFormat = 4;

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly HashSet<string> _streams = new(StringComparer.Ordinal);

    public Link For(ProjectionDefinition definition, long epoch, long version) => new(this, definition, epoch, version);

    /// <summary>What a projection is, in the server's words; what is no is left out but for three.</summary>
    public void WriteDefinition(ProjectionDefinition definition, bool isEnabled, long epoch, long version, bool isEnding)
    {
        var written = new JsonObject
        {
            ["handlerType"] = definition.Standard is null ? "JS" : "native",
            ["query"] = definition.Query,
            ["mode"] = definition.Kind.ToString(),
        };
        if (isEnabled)
        {
            written["enabled"] = true;
        }

        if (isEnding)
        {
            written["deleting"] = true;
        }

        written["emitEnabled"] = definition.MayEmit;
        written["checkpointsDisabled"] = definition.Kind != ProjectionKind.Continuous;
        written["trackEmittedStreams"] = definition.TracksStreams;
        written["epoch"] = epoch;
        written["version"] = version;
        database.Append(
            $"$projections-{definition.Name}",
            ExpectedRevision.Any,
            [new ProposedEvent(Guid.NewGuid(), "$ProjectionUpdated", IsJson: true, JsonSerializer.SerializeToUtf8Bytes(written, Plain), default)]);
    }

    public void DeleteStreams()
    {
        foreach (var stream in _streams)
        {
            database.Delete(stream, ExpectedRevision.Any);
        }
    }

    /// <summary>The writer of one run of a projection.</summary>
    internal sealed class Link(ProjectionWriter writer, ProjectionDefinition definition, long epoch, long version)
    {
        public void Write(
            Emission emission, ProjectedEvent cause, ProjectionSource source, IReadOnlyDictionary<string, long> revisions)
        {
            if (definition.TracksStreams)
            {
                writer._streams.Add(emission.Stream);
            }

            var metadata = new JsonObject
            {
                ["$v"] = string.Create(
                    CultureInfo.InvariantCulture, $"{StableNumber(definition.Name)}:{epoch}:{version}:{PositionFormat}"),
            };
            if (source.Streams is null)
            {
                metadata["$c"] = cause.Source.Position;
                metadata["$p"] = cause.Source.Position;
            }
            else
            {
                metadata["$s"] = new JsonObject(
                    source.Streams.Select(stream => KeyValuePair.Create(stream, (JsonNode?)revisions.GetValueOrDefault(stream, -1))));
            }

            foreach (var (key, value) in emission.Extra)
            {
                metadata[key] = value?.DeepClone();
            }

            metadata["$causedBy"] = cause.Event.Content.Id.ToString("D");
            if (Correlation.Of(cause.Event) is { } correlation)
            {
                metadata["$correlationId"] = correlation;
            }

            writer.Append(emission, JsonSerializer.SerializeToUtf8Bytes(metadata, Plain));
        }

        /// <summary>Projections are numbered on the wire; by what, nobody outside can tell.</summary>
        private static int StableNumber(string name) => name.Aggregate(0, (number, letter) => ((number * 31) + letter) & 0xffff);
    }

    private void Append(Emission emission, byte[] metadata) => database.Append(
        emission.Stream,
        ExpectedRevision.Any,
        [new ProposedEvent(Guid.NewGuid(), emission.Type, emission.IsJson, Encoding.UTF8.GetBytes(emission.Data), metadata)]);
}
