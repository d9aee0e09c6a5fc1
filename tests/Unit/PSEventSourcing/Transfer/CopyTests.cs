using PSEventSourcing.Tests.Hosting;

namespace PSEventSourcing.Tests.Transfer;

public sealed class CopyTests : IDisposable
{
    private readonly ModuleHost _host = new();
    private readonly ModuleHost _other = new();

    public CopyTests()
    {
        _host.Run("1..3 | ForEach-Object { Add-StreamEvent a-1 Counted @{ n = $_ }; Add-StreamEvent a-2 Counted $_ } | Out-Null").Succeeded();
        var session = _other.Run("Get-EventStream; Get-EventStore").Succeeded().Output.Single();
        _host.Run("param($session) $other = $session", session).Succeeded();
    }

    public void Dispose()
    {
        _host.Dispose();
        _other.Dispose();
    }

    private const string Told = """ | ForEach-Object { "$($_.Source) > $($_.Stream): $($_.Written) $($_.AlreadyThere) $($_.LastRevision)" }""";

    [Fact]
    public void Streams_go_to_another_store_once()
    {
        Assert.Equal(["a-1 > a-1: 3 0 2", "a-2 > a-2: 3 0 2"], _host.Run("Copy-EventStream a-* -Destination $other" + Told).Succeeded().Lines);
        Assert.Equal(["a-1 > a-1: 0 3 2", "a-2 > a-2: 0 3 2"], _host.Run("'a-1', 'a-2' | Copy-EventStream -Destination $other" + Told).Succeeded().Lines);
        Assert.Empty(_host.Run("Compare-EventStream -All -DifferenceSession $other").Succeeded().Output);
    }

    [Theory]
    [InlineData("a-1 -DestinationStream b", "a-1 > b: 3 0 2")]
    [InlineData("a-* -Prefix copy-of-", "a-1 > copy-of-a-1: 3 0 2, a-2 > copy-of-a-2: 3 0 2")]
    [InlineData("-All -RenameStream { $_ -replace 'a', 'b' }", "a-1 > b-1: 3 0 2, a-2 > b-2: 3 0 2")]
    public void Streams_can_be_copied_within_a_store(string parameters, string told) =>
        Assert.Equal(told, string.Join(", ", _host.Run($"Copy-EventStream {parameters}{Told}").Succeeded().Lines));

    [Theory]
    [InlineData("a-1", "InvalidTransfer")]
    [InlineData("a-* -DestinationStream b", "InvalidTransfer")]
    [InlineData("a-1 -DestinationStream a-2", "TargetStreamDiffers")]
    [InlineData("nobody -DestinationStream b", "StreamNotFound")]
    public void What_cannot_be_copied_says_why(string parameters, string error)
    {
        Assert.Equal(error, _host.Run($"Copy-EventStream {parameters}").ErrorId);
        Assert.Equal(["6"], _host.Run("@(Get-StreamEvent -All).Count").Lines);
    }

    [Fact]
    public void A_copy_that_was_cut_off_goes_on()
    {
        _host.Run("Get-StreamEvent a-1 -MaxCount 2 | Add-StreamEvent -Session $other | Out-Null").Succeeded();

        Assert.Equal(["a-1 > a-1: 1 2 2"], _host.Run("Copy-EventStream a-1 -Destination $other" + Told).Succeeded().Lines);
    }

    [Fact]
    public void What_an_earlier_copy_spoiled_is_found()
    {
        _host.Run("Get-StreamEvent a-1 -MaxCount 1 | ForEach-Object { Add-StreamEvent a-1 Counted @{ n = 17 } -Id $_.Id -Session $other } | Out-Null").Succeeded();

        Assert.Equal("CopyDiffers", _host.Run("Copy-EventStream a-1 -Destination $other").ErrorId);
    }

    [Fact]
    public void What_if_writes_nothing()
    {
        _host.Run("Copy-EventStream -All -Destination $other -WhatIf").Succeeded();

        Assert.Empty(_other.Run("Get-EventStream").Succeeded().Output);
    }
}
