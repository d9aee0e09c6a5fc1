using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EventSourcing.Persistence;
using EventSourcing.Persistence.Metadata;

namespace EventSourcing.Tests.Persistence.Model;

/// <summary>Does the model's operations on a real recorder, and says what came of them in the model's words. An event that
/// is seen at another position than before is said to be.</summary>
internal sealed class RecorderDriver(IRecorder recorder, CancellationToken cancel)
{
    private readonly RunNames _names = new();
    private readonly ConcurrentDictionary<(string Stream, long Revision), Position> _positions = new();

    public async Task<Outcome> DoAsync(Operation operation)
    {
        try
        {
            return operation switch
            {
                Operation.Append append => Appended(append, await recorder.AppendAsync(_names.Stream(append.Stream), append.Expected, Events(append), cancel)),
                Operation.AppendToMany many => Outcome.Together((await recorder.AppendAsync([.. many.Appends.Select(Part)], cancel)).Zip(many.Appends, (result, append) => Appended(append, result))),
                Operation.Delete delete => Done("deleted", await recorder.DeleteStreamAsync(_names.Stream(delete.Stream), delete.Expected, cancel)),
                Operation.Tombstone tombstone => Done("tombstoned", await recorder.TombstoneStreamAsync(_names.Stream(tombstone.Stream), tombstone.Expected, cancel)),
                Operation.SetMetadata set => Done($"metadata revision {(await recorder.SetStreamMetadataAsync(_names.Stream(set.Stream), Metadata(set), ExpectedRevision.Any, cancel)).Revision}"),
                Operation.ReadMetadata read => Read(await recorder.GetStreamMetadataAsync(_names.Stream(read.Stream), cancel)),
                Operation.ReadStream read => Read(await recorder.ReadStreamAsync(_names.Stream(read.Stream), read.How, cancel).ToListAsync(cancel)),
                Operation.ReadAll read => await ReadAsync(read),
                _ => throw new ArgumentException($"The driver does not know {operation}.", nameof(operation)),
            };
        }
        catch (WrongExpectedRevisionException error)
        {
            return Outcome.Conflict(_names.Name(error.Stream), error.Expected, error.Actual);
        }
        catch (StreamDeletedException error)
        {
            return Outcome.Deleted(_names.Name(error.Stream));
        }
        catch (StreamNotFoundException error)
        {
            return Outcome.Missing(_names.Name(error.Stream));
        }
        catch (AtomicAppendNotSupportedException)
        {
            return Outcome.NotAtomic;
        }
        catch (AppendOutcomeUnknownException error)
        {
            return new Outcome(error.Message, IsUnknown: true);
        }
    }

    private static Outcome Done(string what, Position? position = null) => Outcome.Done(what) with { Position = position };

    private StreamAppend Part(Operation.Append append) => new(_names.Stream(append.Stream), append.Expected, Events(append));

    private NewEvent[] Events(Operation.Append append) =>
        [.. append.Numbers.Select(number => new NewEvent(_names.Id(number), ModelEvent.TypeOf(number), Data(number)))];

    private static byte[] Data(int number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private static StreamMetadata Metadata(Operation.SetMetadata set) => new() { MaxCount = set.MaxCount, TruncateBefore = set.TruncateBefore };

    private Outcome Appended(Operation.Append append, AppendResult result)
    {
        if (append.Numbers.Count == 0)
            return Outcome.NothingAppended(result.Revision);
        var appended = Outcome.Appended(result.Revision, result.Position is not null) with { Position = result.Position };
        return result.Position is { } position && Elsewhere(append.Stream, result.Revision, position) is { } elsewhere
            ? appended with { Text = appended.Text + elsewhere }
            : appended;
    }

    private static Outcome Read(RecordedStreamMetadata read) =>
        Outcome.Done($"metadata revision {read.Revision ?? -1}: {Outcome.Metadata(read.Metadata.MaxCount, read.Metadata.TruncateBefore)}");

    private Outcome Read(IEnumerable<RecordedEvent> events) => Outcome.Read(events.Select(Event));

    private async Task<Outcome> ReadAsync(Operation.ReadAll read)
    {
        var forwards = read.Direction == ReadDirection.Forwards;
        var from = read.From ?? (forwards ? Trial.First : null);
        var how = new AllRead
        {
            Direction = read.Direction,
            From = from is null ? null : _positions[(from.Stream, from.Revision)],
            MaxCount = read.MaxCount,
            Filter = Filter(read.Filter),
        };

        var events = new List<RecordedEvent>();
        await foreach (var recorded in recorder.ReadAllAsync(how, cancel))
        {
            events.Add(recorded);
            // What was in the store before this run is none of its business.
            if (!forwards && _names.Name(recorded.Stream) == Trial.Beginning)
                break;
        }

        var isOrdered = events.Zip(events.Skip(1)).All(pair => forwards ? pair.First.Position < pair.Second.Position : pair.First.Position > pair.Second.Position);
        var outcome = Read(events);
        return isOrdered ? outcome : outcome with { Text = outcome.Text + ", out of order" };
    }

    private EventFilter Filter(ModelFilter filter)
    {
        var all = new EventFilter { StreamPrefixes = _names.Prefixes };
        return filter switch
        {
            ModelFilter.SnapshotsToo => all with { IncludeSnapshots = true },
            ModelFilter.OneType => all with { Types = ["Dog.Registered"] },
            ModelFilter.TypesThatBeginWithDog => all with { TypePrefixes = ["Dog."] },
            ModelFilter.TypesThatEndWithRegistered => all with { TypePattern = "Registered$" },
            ModelFilter.StreamsThatBeginWithA => all with { StreamPrefixes = [_names.Stream("a"), _names.Stream(Trial.Beginning)] },
            _ => all,
        };
    }

    private string Event(RecordedEvent recorded)
    {
        var (stream, number) = (_names.Name(recorded.Stream), RunNames.Number(recorded.Id));
        var isItself = recorded.Id == _names.Id(number) && recorded.Type == ModelEvent.TypeOf(number) && recorded.Data.Span.SequenceEqual(Data(number));
        var elsewhere = recorded.Position is { } position ? Elsewhere(stream, recorded.Revision, position) : " without position";
        return Outcome.Event(stream, recorded.Revision, number) + elsewhere + (isItself ? "" : $" garbled as {recorded.Type} {recorded.Id}");
    }

    private string? Elsewhere(string stream, long revision, Position position)
    {
        var known = _positions.GetOrAdd((stream, revision), position);
        return known == position ? null : $" at {position}, once at {known}";
    }
}
