using EventSourcing.Persistence;

namespace EventSourcing.Tests.Persistence;

public sealed class SettingsTests
{
    private readonly string _key = $"KEY_{Guid.NewGuid():N}";

    [Fact]
    public void Code_goes_before_the_class_and_the_class_before_the_environment()
    {
        Environment.SetEnvironmentVariable(_key, "environment");
        var defaults = new Dictionary<string, string> { [_key] = "class" };

        Assert.Equal("environment", new Settings().For("App", new Dictionary<string, string>()).Find(_key));
        Assert.Equal("class", new Settings().For("App", defaults).Find(_key));
        Assert.Equal("code", new Settings { [_key] = "code" }.For("App", defaults).Find(_key));
    }

    [Fact]
    public void The_applications_own_key_goes_before_the_general_one()
    {
        Environment.SetEnvironmentVariable($"TRAININGSCHOOL_{_key}", "its own");
        var settings = new Settings { [_key] = "general" };

        Assert.Equal("its own", settings.For("TrainingSchool", new Dictionary<string, string>()).Find(_key));
        Assert.Equal("general", settings.For("Other", new Dictionary<string, string>()).Find(_key));
        Assert.Equal("general", settings.Find(_key));
    }

    [Fact]
    public void An_empty_value_counts_as_set() => Assert.Equal("", new Settings { [_key] = "" }.Find(_key));

    [Fact]
    public void A_missing_value_names_every_key_tried()
    {
        var settings = new Settings().For("App", new Dictionary<string, string>());

        var error = Assert.Throws<ConfigurationException>(() => settings.Require("The thing", _key, "KURRENT" + _key));

        Assert.Contains($"APP_{_key}, {_key}, APP_KURRENT{_key}, KURRENT{_key}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EventSourcing.InMemory")]
    [InlineData("eventsourcing.popo")]
    public async Task The_module_in_memory_has_two_names_and_is_the_default(string name)
    {
        await using var named = PersistenceModules.Open(new Settings { ["PERSISTENCE_MODULE"] = name });
        Assert.Equal("in memory", (await named.GetInfoAsync(TestContext.Current.CancellationToken)).Store);
    }

    [Theory]
    [InlineData("EventSourcing.EventStoreDb")]
    [InlineData("eventsourcing_eventstoredb")]
    [InlineData("eventsourcing_kurrentdb")]
    public async Task A_module_is_found_by_the_name_of_its_assembly_or_its_Python_spelling(string name)
    {
        await using var recorder = PersistenceModules.Open(new Settings { ["PERSISTENCE_MODULE"] = name, ["EVENTSTOREDB_URI"] = "esdb://nowhere.invalid" });

        Assert.Equal("EventStoreDbRecorder", recorder.GetType().Name);
    }

    [Theory]
    [InlineData("No.Such.Module", "No.Such.Module")]
    [InlineData("xunit.v3.assert", "declares no persistence module")]
    [InlineData("", "EventSourcing.InMemory")]
    [InlineData("a,b=c", "EventSourcing.InMemory")]
    public void A_module_that_is_none_is_named_with_the_right_ones(string name, string part)
    {
        var error = Assert.Throws<ConfigurationException>(() => PersistenceModules.Open(new Settings { ["PERSISTENCE_MODULE"] = name }));

        Assert.Contains("PERSISTENCE_MODULE", error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
