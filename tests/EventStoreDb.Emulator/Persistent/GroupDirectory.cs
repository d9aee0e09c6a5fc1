using System.Text.Json;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>All groups, which live on the leader, and what keeps them going.</summary>
internal sealed class GroupDirectory : IDisposable
{
    private const string ConfigurationStream = "$persistentSubscriptionConfig";

    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Dictionary<GroupKey, PersistentGroup> _groups = [];
    private readonly HashSet<string> _everRead = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _ticks;
    private bool _isOver;

    public GroupDirectory(Database database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _ticks = time.CreateTimer(_ => ForEach(group => group.Tick()), null, TickPeriod, TickPeriod);
        _ = FollowAsync(_stop.Token);
    }

    public PersistentGroup? Find(GroupKey key)
    {
        lock (_gate)
        {
            return _groups.GetValueOrDefault(key);
        }
    }

    /// <summary>All groups, or those of one stream; null if that stream never had one.</summary>
    public IReadOnlyList<PersistentGroup>? List(string? stream)
    {
        lock (_gate)
        {
            return stream is null || _everRead.Contains(stream)
                ? [.. _groups.Values
                    .Where(group => stream is null || string.Equals(group.Key.Stream, stream, StringComparison.Ordinal))
                    .OrderBy(group => group.Key.Stream, StringComparer.Ordinal)]
                : null;
        }
    }

    /// <summary>False if there is such a group.</summary>
    public bool TryCreate(GroupKey key, GroupSettings settings, string user)
    {
        lock (_gate)
        {
            if (_groups.ContainsKey(key))
            {
                return false;
            }

            _groups.Add(key, new PersistentGroup(_database, key, settings, _time));
            _everRead.Add(key.Stream);
            SaveConfiguration(user);
            return true;
        }
    }

    /// <summary>Begins a group anew with other settings: from its checkpoint, if it has one. Only the filter stays.</summary>
    /// <returns>False if there is no such group.</returns>
    public bool TryUpdate(GroupKey key, GroupSettings settings, string user)
    {
        lock (_gate)
        {
            if (!_groups.TryGetValue(key, out var group))
            {
                return false;
            }

            group.DropAll();
            _groups[key] = new PersistentGroup(_database, key, settings with { Filter = group.Settings.Filter }, _time);
            SaveConfiguration(user);
            return true;
        }
    }

    public bool TryDelete(GroupKey key, string user)
    {
        lock (_gate)
        {
            if (!_groups.Remove(key, out var group))
            {
                return false;
            }

            group.Delete();
            SaveConfiguration(user);
            return true;
        }
    }

    /// <summary>Begins all groups anew, each from its checkpoint.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _everRead.Clear();
            foreach (var (key, group) in _groups.ToList())
            {
                group.DropAll();
                _groups[key] = new PersistentGroup(_database, key, group.Settings, _time);
                _everRead.Add(key.Stream);
            }
        }
    }

    public void Dispose()
    {
        // A server may be stopped more than once.
        if (Interlocked.Exchange(ref _isOver, true))
        {
            return;
        }

        _ticks.Dispose();
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        while (true)
        {
            var written = _database.NextWrite;
            ForEach(group => group.Wake());
            await written.WaitAsync(cancel);
        }
    }

    private void ForEach(Action<PersistentGroup> act)
    {
        List<PersistentGroup> groups;
        lock (_gate)
        {
            groups = [.. _groups.Values];
        }

        groups.ForEach(act);
    }

    private void SaveConfiguration(string user)
    {
        var configuration = JsonSerializer.SerializeToUtf8Bytes(new
        {
            version = "2",
            updated = _time.GetUtcNow(),
            updatedBy = user,
            entries = _groups.Values.Select(group => new
            {
                stream = group.Key.Stream,
                group = group.Key.Group,
                resolveLinkTos = group.Settings.ResolveLinks,
                startPosition = group.Settings.Start.Text(group.Key.IsOfLog),
                namedConsumerStrategy = group.Settings.Strategy,
            }),
        });
        _database.Append(
            ConfigurationStream,
            ExpectedRevision.Any,
            [new ProposedEvent(Guid.NewGuid(), "$PersistentConfig", true, configuration, default)]);
    }
}
