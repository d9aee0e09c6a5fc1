using EventSourcing.Domain;
using EventSourcing.Persistence;
using EventSourcing.Persistence.InMemory;

namespace EventSourcing.Tests.Docs;

/// <summary>What docs/name-based-ids.md shows.</summary>
public sealed class NameBasedIdsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_is_registered_once_and_found_by_itself()
    {
        await using var club = new Club();

        Assert.True(await club.TryJoinAsync("Ann@example.com", Cancel));
        Assert.False(await club.TryJoinAsync("ann@example.com ", Cancel));

        Assert.Equal("Ann@example.com", (await club.FindAsync("ann@example.com", Cancel))!.Email);
        Assert.Null(await club.FindAsync("bob@example.com", Cancel));
    }

    [Fact]
    public async Task A_name_is_taken_released_and_taken_again()
    {
        await using var store = new InMemoryRecorder();
        await using var harbour = new Harbour { Recorder = store };

        var aurora = await harbour.RegisterAsync("Aurora", Cancel);
        await Assert.ThrowsAsync<WrongExpectedRevisionException>(() => harbour.RegisterAsync("Aurora", Cancel));
        await harbour.RenameAsync(aurora, "Aurora", "Boreas", Cancel);

        Assert.Equal("Boreas", (await harbour.Repository.GetAsync<Ship>(aurora, Cancel)).Name);
        Assert.Equal(aurora, (await harbour.Repository.GetAsync<ShipName>(ShipName.IdOf("Boreas"), Cancel)).ShipId);
        Assert.Null((await harbour.Repository.GetAsync<ShipName>(ShipName.IdOf("Aurora"), Cancel)).ShipId);
        await Assert.ThrowsAsync<NameTakenException>(() => harbour.RenameAsync(aurora, "Boreas", "Boreas", Cancel));
    }

    public sealed class Member : Aggregate
    {
        private static readonly Guid Emails = new("5f0c2b7e-3a52-4c0e-9a5e-7d2f0c6d1b11");       // made once, for this kind of name

        private Member() { }
        public Member(string email) : base(IdOf(email)) => Raise(new Joined(email));

        public string Email { get; private set; } = "";

        public static string IdOf(string email) => AggregateId.FromName(Emails, email.Trim().ToLowerInvariant());

        private void Apply(Joined e) => Email = e.Email;

        public sealed record Joined(string Email);
    }

    public sealed class Club : Application
    {
        public async Task<bool> TryJoinAsync(string email, CancellationToken cancel = default)
        {
            try
            {
                await SaveAsync(new Member(email), cancel);
                return true;
            }
            catch (WrongExpectedRevisionException)                                               // the stream is there: someone has joined
            {
                return false;
            }
        }

        public Task<Member?> FindAsync(string email, CancellationToken cancel = default) =>
            Repository.TryGetAsync<Member>(Member.IdOf(email), cancel);
    }

    public sealed class ShipName : Aggregate
    {
        private static readonly Guid Names = new("0b2a6c1e-0d0f-4c58-8f0a-5b1f1e8f7a42");

        private ShipName() { }
        public ShipName(string name, string shipId) : base(IdOf(name)) => Raise(new Taken(shipId));

        public string? ShipId { get; private set; }

        public static string IdOf(string name) => AggregateId.FromName(Names, name);

        public void Take(string shipId) => Raise(ShipId is null ? new Taken(shipId) : throw new NameTakenException(ShipId));
        public void Release() => Raise(new Released());

        private void Apply(Taken e) => ShipId = e.ShipId;
        private void Apply(Released e) => ShipId = null;

        public sealed record Taken(string ShipId);
        public sealed record Released;
    }

    public sealed class NameTakenException(string shipId) : Exception($"The ship {shipId} has the name.");

    public sealed class Ship : Aggregate
    {
        private Ship() { }
        public Ship(string name) => Raise(new Named(name));

        public string Name { get; private set; } = "";

        public void Rename(string name) => Raise(new Named(name));

        private void Apply(Named e) => Name = e.Name;

        public sealed record Named(string Name);
    }

    public sealed class Harbour : Application
    {
        public async Task<string> RegisterAsync(string name, CancellationToken cancel = default)
        {
            var ship = new Ship(name);
            await SaveAsync([new ShipName(name, ship.Id), ship], cancel);                        // both or none
            return ship.Id;
        }

        public async Task RenameAsync(string shipId, string from, string to, CancellationToken cancel = default)
        {
            var ship = await Repository.GetAsync<Ship>(shipId, cancel);
            var released = await Repository.GetAsync<ShipName>(ShipName.IdOf(from), cancel);
            var taken = await Repository.TryGetAsync<ShipName>(ShipName.IdOf(to), cancel);
            ship.Rename(to);
            released.Release();
            if (taken is null)
                taken = new ShipName(to, shipId);
            else
                taken.Take(shipId);
            await SaveAsync([taken, ship, released], cancel);
        }
    }
}
