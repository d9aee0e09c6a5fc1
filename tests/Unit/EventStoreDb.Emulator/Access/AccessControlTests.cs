extern alias Emulator;

using System.Text;
using Emulator::EventStoreDb.Emulator.Access;
using Emulator::EventStoreDb.Emulator.Store;
using Xunit;

namespace EventSourcing.Tests.EventStoreDb.Emulator.Access;

public sealed class AccessControlTests
{
    private static readonly Caller Rex = new("rex", ["dogs"], IsSystem: false);
    private static readonly Caller Admin = new("admin", [Caller.Admins], IsSystem: false);

    private readonly Database _database = new(TimeProvider.System);

    [Fact]
    public void By_default_users_may_do_everything_with_user_streams_and_nothing_with_system_streams()
    {
        Assert.True(MayRead(Rex, "a"));
        Assert.True(MayRead(Rex, "$$a"));
        Assert.False(MayRead(Rex, "$a"));
        Assert.False(MayRead(Rex, "$$$a"));
        Assert.False(MayRead(Rex, "$all"));
        Assert.True(MayRead(Admin, "$all"));
        Assert.False(MayRead(Caller.Anonymous, "a"));
    }

    [Theory]
    [InlineData("\"rex\"", true)]
    [InlineData("[\"dogs\",\"cats\"]", true)]
    [InlineData("\"$all\"", true)]
    [InlineData("\"tom\"", false)]
    [InlineData("[]", false)]
    public void A_role_is_a_user_a_group_or_everybody_and_no_role_is_nobody(string roles, bool expected)
    {
        Set("$$a", "$metadata", "{\"$acl\":{\"$r\":" + roles + "}}");

        Assert.Equal(expected, MayRead(Rex, "a"));
        Assert.True(MayRead(Admin, "a"));
    }

    [Fact]
    public void A_role_missing_from_the_list_falls_back_to_the_default()
    {
        Set("$$a", "$metadata", """{"$acl":{"$w":"tom"}}""");

        Assert.True(MayRead(Rex, "a"));
        Assert.False(new AccessControl(_database, isSecure: true).Allows(Rex, StreamAction.Write, "a"));
    }

    [Fact]
    public void The_defaults_can_be_set()
    {
        Set("$settings", "$settings", """{"$userStreamAcl":{"$r":"tom"},"$systemStreamAcl":{"$r":"rex"}}""");

        Assert.False(MayRead(Rex, "a"));
        Assert.True(MayRead(Rex, "$a"));
    }

    [Fact]
    public void The_log_cannot_be_written_by_its_name_but_on_an_insecure_node_nothing_is_refused()
    {
        Assert.False(new AccessControl(_database, isSecure: true).Allows(Admin, StreamAction.Write, "$all"));
        Assert.True(new AccessControl(_database, isSecure: false).Allows(Caller.System, StreamAction.Write, "$all"));
    }

    private bool MayRead(Caller caller, string stream) =>
        new AccessControl(_database, isSecure: true).Allows(caller, StreamAction.Read, stream);

    private void Set(string stream, string type, string json) => _database.Append(
        stream,
        ExpectedRevision.Any,
        [new ProposedEvent(Guid.NewGuid(), type, true, Encoding.UTF8.GetBytes(json), default)]);
}
