using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EventSourcing.EventStoreDb.Client.Channels;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Telemetry;
using EventSourcing.Persistence;

namespace EventSourcing.EventStoreDb.Client.Cluster;

/// <summary>Finds the node to talk to: asks those it knows about their cluster, in random order, until one answers with a
/// member that will do. A name with <c>+discover</c> stands for all of its addresses.</summary>
internal sealed class Discovery(EventStoreDbClientSettings settings, TimeProvider time, Func<Endpoint, NodeChannel> channelTo)
{
    private IReadOnlyList<Endpoint> _known = settings.Hosts;

    /// <exception cref="StoreUnavailableException">No attempt found a node.</exception>
    public async Task<Endpoint> FindAsync(CancellationToken cancel)
    {
        using var operation = Operation.Start("cluster.discover", stream: null, time);
        try
        {
            var found = await LookAsync(operation, cancel).ConfigureAwait(false);
            operation?.GoesTo(found);
            return found;
        }
        catch (Exception error)
        {
            operation?.Fails(error);
            throw;
        }
    }

    private async Task<Endpoint> LookAsync(Operation? operation, CancellationToken cancel)
    {
        PersistenceException? lastError = null;
        for (var attempt = 1; ; attempt++)
        {
            var isLast = attempt == settings.MaxDiscoverAttempts;
            var (members, error) = await AskAsync(operation, cancel).ConfigureAwait(false);
            if (members is null)
                lastError = error;
            else if (NodeSelection.Pick(members, settings.NodePreference, Random.Shared) is { } picked
                && (isLast || NodeSelection.IsPreferred(picked, settings.NodePreference)))
                return picked.Endpoint;

            if (isLast || error is StoreCertificateException or NotAuthenticatedException)
                throw Failed(attempt, lastError);
            await Task.Delay(settings.DiscoveryInterval * (0.5 + Random.Shared.NextDouble()), time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>One round. After a success its members are those to ask the next time, after a failed round the hosts of
    /// the connection string again.</summary>
    private async Task<(IReadOnlyList<ClusterMember>? Members, PersistenceException? Error)> AskAsync(Operation? operation, CancellationToken cancel)
    {
        var candidates = _known.ToArray();
        Random.Shared.Shuffle(candidates);
        PersistenceException? lastError = null;
        foreach (var candidate in candidates)
        {
            foreach (var address in await AddressesAsync(candidate, cancel).ConfigureAwait(false))
            {
                try
                {
                    var members = await AskAsync(candidate, address, cancel).ConfigureAwait(false);
                    _known = [.. members.Where(member => member.IsAlive).Select(member => member.Endpoint).Union(settings.Hosts)];
                    operation?.Asked(candidate);
                    return (members, null);
                }
                catch (PersistenceException error)
                {
                    operation?.Asked(candidate, error);
                    lastError = error;
                }
            }
        }

        _known = settings.Hosts;
        return (null, lastError);
    }

    private async Task<IReadOnlyList<ClusterMember>> AskAsync(Endpoint candidate, IPAddress? address, CancellationToken cancel)
    {
        // Addresses come and go, so the connection to one is not kept: the members are told by names of their own.
        using var channel = address is null ? null : new NodeChannel(candidate, settings, address);
        using var deadline = new CallDeadline(settings.GossipTimeout, time, cancel);
        return await GossipCall.ReadAsync(channel ?? channelTo(candidate), deadline).ConfigureAwait(false);
    }

    /// <summary>All addresses of a name that stands for a whole cluster, as they are now, in random order; else, and where
    /// the name leads nowhere, a single <see langword="null"/>: the host as it is called.</summary>
    private async Task<IPAddress?[]> AddressesAsync(Endpoint candidate, CancellationToken cancel)
    {
        if (!settings.Discover || !settings.Hosts.Contains(candidate) || IPAddress.TryParse(candidate.Host, out _))
            return [null];
        using var deadline = new CallDeadline(settings.GossipTimeout, time, cancel);
        try
        {
            IPAddress?[] addresses = await settings.Resolve(candidate.Host, deadline.Token).ConfigureAwait(false);
            Random.Shared.Shuffle(addresses);
            return addresses is [] ? [null] : addresses;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return [null];
        }
    }

    /// <summary>What every node refuses alike, such as a certificate or a password, is said as it is.</summary>
    private PersistenceException Failed(int attempts, PersistenceException? lastError) => lastError is StoreCertificateException or NotAuthenticatedException
        ? lastError
        : new StoreUnavailableException(
            string.Create(CultureInfo.InvariantCulture, $"No {Wanted} of EventStoreDB was found in {attempts} attempts among {settings}. {lastError?.Message ?? "The nodes answered, but none of them can be used."} Check the hosts, or raise maxDiscoverAttempts in the connection string."),
            innerException: lastError);

    private string Wanted => settings.NodePreference == NodePreference.Leader ? "leader" : "node";
}
