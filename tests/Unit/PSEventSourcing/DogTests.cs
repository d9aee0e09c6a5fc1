using System.Management.Automation;
using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests;

public sealed class DogTests(Servers servers) : IClassFixture<Servers>, IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("memory")]
    [InlineData("emulator")]
    [InlineData("real server")]
    public void The_session_of_the_readme_works_on(string store)
    {
        if (store != "memory")
            _host.Run("param($uri) Connect-EventStore $uri", servers.Of(store)).Succeeded();

        var dog = _host.Run("$dog = New-Dog Fido; $dog").Succeeded().Output[0];
        Assert.Equal((0L, "Fido"), (dog.Properties["Revision"].Value, dog.Properties["Name"].Value));

        Assert.Empty(_host.Run("Add-Trick $dog.Id 'roll over'").Succeeded().Output);
        Assert.Equal(["3: roll over, play dead, fetch ball"], Tricks("$dog | Add-Trick 'play dead', 'fetch ball' -PassThru"));
        Assert.Equal(["3: roll over, play dead, fetch ball"], Tricks("Get-Dog $dog.Id"));
        Assert.Equal(["1: roll over"], Tricks("Get-Dog $dog.Id -Revision 1"));
        Assert.Contains(dog.Properties["Id"].Value, _host.Run("(Get-Dog F*).Id").Succeeded().Lines);
        Assert.Equal(["3 Dog.TrickAdded fetch ball"], _host.Run("""
            Get-StreamEvent "Dog-$($dog.Id)" -Backward -MaxCount 1 | ForEach-Object { "$($_.Revision) $($_.Type) $($_.Data.trick)" }
            """).Succeeded().Lines);
        Assert.Equal(["1: sit", "1: sit"], Tricks("'Rex', 'Bella' | New-Dog | Add-Trick sit -PassThru"));
    }

    [Fact]
    public void Several_tricks_are_one_save()
    {
        _host.Run("$dog = New-Dog Fido").Succeeded();

        Assert.Equal("EmptyTrick,PSEventSourcing.AddTrickCommand", _host.Run("Add-Trick $dog.Id sit, ''").Error.FullyQualifiedErrorId);

        Assert.Equal(["0: "], Tricks("$dog | Get-Dog"));
    }

    [Fact]
    public void A_dog_that_was_put_out_never_changes()
    {
        _host.Run("$dog = New-Dog Fido; $dog | Add-Trick sit").Succeeded();

        Assert.Equal(["0: "], Tricks("$dog"));
        Assert.NotEmpty(_host.Run("$dog.Name = 'Rex'").Errors);
    }

    [Fact]
    public void Dogs_are_found_by_name_in_any_case_and_every_dog_without_one()
    {
        _host.Run("'Fido', 'Rex', 'frida', 'Bella' | New-Dog").Succeeded();

        Assert.Equal(["Fido", "frida"], _host.Run("Get-Dog F*").Lines);
        Assert.Equal(["Rex", "Bella"], _host.Run("Get-Dog -Name rex, B?lla").Lines);
        Assert.Equal(["Fido", "Rex", "frida", "Bella"], _host.Run("Get-Dog").Lines);
        Assert.Empty(_host.Run("Get-Dog X*").Succeeded().Output);
    }

    [Fact]
    public void By_name_those_that_never_reached_the_revision_are_left_out()
    {
        _host.Run("'Fido', 'Frida' | New-Dog; Get-Dog Fido* | Add-Trick sit").Succeeded();

        Assert.Equal(["Fido"], _host.Run("Get-Dog F* -Revision 1").Succeeded().Lines);
    }

    [Fact]
    public void Records_with_name_and_id_are_registered_as_they_come()
    {
        _host.Run("[pscustomobject]@{ Name = 'Fido'; Id = 'fido' }, [pscustomobject]@{ Name = 'Rex'; Id = 'rex' } | New-Dog").Succeeded();

        Assert.Equal(["Rex", "Fido"], _host.Run("'rex', 'fido' | Get-Dog").Lines);
    }

    [Fact]
    public void The_pipeline_goes_on_after_each_dog()
    {
        var piped = _host.Run("$log = @(); 'Rex', 'Bella' | ForEach-Object { $log += \"in $_\"; $_ } | New-Dog | ForEach-Object { $log += \"out $_\" }; $log").Succeeded();

        Assert.Equal(["in Rex", "out Rex", "in Bella", "out Bella"], piped.Lines);
    }

    [Fact]
    public void With_WhatIf_nothing_changes()
    {
        _host.Run("$dog = New-Dog Fido").Succeeded();

        Assert.Empty(_host.Run("New-Dog Rex -WhatIf").Succeeded().Output);
        Assert.Empty(_host.Run("$dog | Add-Trick sit -PassThru -WhatIf").Succeeded().Output);

        Assert.Equal(["0: "], Tricks("Get-Dog"));
    }

    [Fact]
    public void At_the_head_of_a_pipeline_inside_a_block_the_id_comes_first()
    {
        _host.Run("$dog = New-Dog Fido").Succeeded();

        Assert.Equal(["1: sit"], Tricks("'sit' | ForEach-Object { Add-Trick $dog.Id $_ -PassThru }"));
    }

    private IEnumerable<string> Tricks(string script) => _host.Run(script).Succeeded().Output
        .Select(dog => $"{dog.Properties["Revision"].Value}: {string.Join(", ", LanguagePrimitives.ConvertTo<string[]>(dog.Properties["Tricks"].Value))}");
}
