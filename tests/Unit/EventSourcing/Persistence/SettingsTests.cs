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

    [Theory]
    [InlineData(true, "y", "Yes", "t", "TRUE", "on", "1")]
    [InlineData(false, "n", "No", "f", "FALSE", "off", "0")]
    public void A_flag_has_the_spellings_of_yes_and_no(bool expected, params string[] texts) =>
        Assert.All(texts, text => Assert.Equal(expected, new Settings { ["FLAG"] = text }.FindFlag("FLAG")));

    [Fact]
    public void A_flag_or_number_that_is_not_set_is_none()
    {
        Assert.Null(new Settings().FindFlag("NO_SUCH_FLAG"));
        Assert.Null(new Settings().FindNumber("NO_SUCH_NUMBER"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("maybe")]
    [InlineData(" y")]
    public void Any_other_flag_is_refused_with_the_keys_tried_and_what_is_right(string text)
    {
        var settings = new Settings { ["FLAG"] = text }.For("School", new Dictionary<string, string>());

        var error = Assert.Throws<ConfigurationException>(() => settings.FindFlag("FLAG"));

        Assert.Equal($"The setting '{text}' of SCHOOL_FLAG, FLAG cannot be used. It has to be y, yes, t, true, on or 1; or n, no, f, false, off or 0.", error.Message);
        Assert.Equal("FLAG", error.Key);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1000", 1000)]
    public void A_number_is_a_whole_one_from_0(string text, int expected) =>
        Assert.Equal(expected, new Settings { ["SIZE"] = text }.FindNumber("SIZE"));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1,000")]
    [InlineData("99999999999")]
    public void Any_other_number_is_refused(string text) =>
        Assert.Throws<ConfigurationException>(() => new Settings { ["SIZE"] = text }.FindNumber("SIZE"));
}
