using EventSourcing.Persistence.InMemory;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Applications.Caching;

/// <summary>Without fast-forward nothing but its own savers brings a cache up to date, so what was begun before a save must
/// not be put there after it.</summary>
public sealed class CacheRaceTests : IAsyncDisposable
{
    private readonly InMemoryRecorder _memory = new();
    private readonly Interrupted _store;
    private readonly Repository _dogs;

    public CacheRaceTests()
    {
        _store = new Interrupted(_memory);
        _dogs = new Repository(_store, new RepositoryOptions { CacheMaxSize = 1, CacheFastForward = false });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _memory.DisposeAsync();
    }

    [Fact]
    public async Task A_reader_does_not_put_what_a_saver_has_changed_meanwhile()
    {
        await _dogs.SaveAsync(new Dog("fido", "Fido"), Cancel);
        var dog = await _dogs.GetAsync<Dog>("fido", Cancel);
        await _dogs.SaveAsync(new Dog("rex", "Rex"), Cancel);
        dog.AddTrick("sit");
        _store.AfterRead = () => _dogs.SaveAsync(dog, Cancel);

        Assert.Empty((await _dogs.GetAsync<Dog>("fido", Cancel)).Tricks);

        Assert.Equal(["sit"], (await _dogs.GetAsync<Dog>("fido", Cancel)).Tricks);
    }

    [Fact]
    public async Task A_saver_does_not_put_what_another_one_has_changed_meanwhile()
    {
        _store.AfterAppend = async () =>
        {
            await _dogs.UpdateAsync<Dog>("fido", dog => dog.AddTrick("sit"), Cancel);
            await _dogs.SaveAsync(new Dog("rex", "Rex"), Cancel);
        };

        await _dogs.SaveAsync(new Dog("fido", "Fido"), Cancel);

        Assert.Equal(["sit"], (await _dogs.GetAsync<Dog>("fido", Cancel)).Tricks);
    }

    [Fact]
    public async Task What_goes_further_stays()
    {
        var counting = new CountingReads(_store);
        var (fast, others) = (new Repository(counting, new RepositoryOptions { CacheMaxSize = 1 }), new Repository(_memory));
        await fast.SaveAsync(new Dog("fido", "Fido"), Cancel);
        await others.UpdateAsync<Dog>("fido", dog => dog.AddTrick("sit"), Cancel);
        _store.AfterRead = async () =>
        {
            await others.UpdateAsync<Dog>("fido", dog => dog.AddTrick("roll over"), Cancel);
            await fast.GetAsync<Dog>("fido", Cancel);
        };
        await fast.GetAsync<Dog>("fido", Cancel);
        counting.Served.Clear();

        Assert.Equal(["sit", "roll over"], (await fast.GetAsync<Dog>("fido", Cancel)).Tricks);
        Assert.Equal(["Dog-fido@2"], counting.Served);
    }
}
