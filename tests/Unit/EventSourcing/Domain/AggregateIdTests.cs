using CsCheck;
using EventSourcing.Domain;

namespace EventSourcing.Tests.Domain;

public sealed class AggregateIdTests
{
    private static readonly Guid Dns = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    [Fact]
    public void An_id_from_a_name_is_the_version_5_UUID_of_RFC_9562() =>
        // Appendix A.4 of the RFC.
        Assert.Equal("2ed6657d-e927-568b-95e1-2665a8aea6a2", AggregateId.FromName(Dns, "www.example.com"));

    [Fact]
    public void The_same_name_in_another_scope_or_another_name_gives_another_id() =>
        Gen.Select(Gen.Guid, Gen.Guid, Gen.String, Gen.String).Where(t => t.Item1 != t.Item2 && t.Item3 != t.Item4).Sample(t =>
        {
            var id = AggregateId.FromName(t.Item1, t.Item3);
            Assert.Equal(id, AggregateId.FromName(t.Item1, t.Item3));
            Assert.NotEqual(id, AggregateId.FromName(t.Item2, t.Item3));
            Assert.Equal(5, Guid.Parse(id).Version);
        });

    [Fact]
    public void New_ids_sort_by_time_and_never_repeat()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => AggregateId.New()).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids.Select(id => id[..13]), ids.Select(id => id[..13]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("x", true)]
    [InlineData("a b-c/ö", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("x ", false)]
    [InlineData("\u0001", false)]
    public void Ids_are_any_text_without_surrounding_space_or_control_characters(string? id, bool valid) =>
        Assert.Equal(valid, AggregateId.IsValid(id));
}
