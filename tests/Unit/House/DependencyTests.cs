using EventSourcing.Domain;
using EventSourcing.EventStoreDb;
using EventSourcing.Extensions.Hosting;
using EventSourcing.Sqlite;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EventSourcing.Tests.House;

/// <summary>Dependencies point one way (docs/architecture.md): what a namespace's code, fields and signatures use.</summary>
public sealed class DependencyTests
{
    private const string Client = "EventSourcing.EventStoreDb.Client.";

    [Theory]
    [InlineData("EventSourcing.Domain")]
    [InlineData("EventSourcing.Persistence", "EventSourcing.Domain", "EventSourcing.Persistence.InMemory", "EventSourcing.Persistence.Json", "EventSourcing.Persistence.Compression", "EventSourcing.Persistence.Encryption")]
    [InlineData("EventSourcing.Persistence.Json")]
    [InlineData("EventSourcing.Persistence.Compression")]
    [InlineData("EventSourcing.Persistence.Encryption")]
    [InlineData("EventSourcing.Persistence.Python", "EventSourcing.Domain", "EventSourcing.Persistence", "EventSourcing.Persistence.Json")]
    [InlineData("EventSourcing.Persistence.Checkpoints", "EventSourcing.Persistence")]
    [InlineData("EventSourcing.Persistence.Metadata", "EventSourcing.Persistence")]
    [InlineData("EventSourcing.Persistence.Rules", "EventSourcing.Persistence", "EventSourcing.Persistence.Metadata")]
    [InlineData("EventSourcing.Persistence.InMemory", "EventSourcing.Persistence", "EventSourcing.Persistence.Checkpoints", "EventSourcing.Persistence.Metadata", "EventSourcing.Persistence.Rules")]
    [InlineData("EventSourcing.Projections", "EventSourcing.Domain", "EventSourcing.Persistence", "EventSourcing.Persistence.Checkpoints")]
    [InlineData("EventSourcing.Projections.InMemory", "EventSourcing.Projections", "EventSourcing.Persistence", "EventSourcing.Persistence.Checkpoints")]
    [InlineData("EventSourcing.Snapshots", "EventSourcing.Domain", "EventSourcing.Persistence", "EventSourcing.Persistence.Metadata")]
    [InlineData("EventSourcing.Loading", "EventSourcing.Snapshots", "EventSourcing.Domain", "EventSourcing.Persistence")]
    [InlineData("EventSourcing.Caching", "EventSourcing.Loading", "EventSourcing.Snapshots", "EventSourcing.Domain", "EventSourcing.Persistence")]
    [InlineData("EventSourcing.Saving", "EventSourcing.Caching", "EventSourcing.Loading", "EventSourcing.Snapshots", "EventSourcing.Domain", "EventSourcing.Persistence", "EventSourcing.Persistence.Checkpoints")]
    [InlineData("EventSourcing", "EventSourcing.Saving", "EventSourcing.Caching", "EventSourcing.Loading", "EventSourcing.Snapshots", "EventSourcing.Domain", "EventSourcing.Persistence", "EventSourcing.Persistence.Checkpoints")]
    [InlineData("EventSourcing.ProcessManagers", "EventSourcing", "EventSourcing.Projections", "EventSourcing.Domain", "EventSourcing.Persistence", "EventSourcing.Persistence.Checkpoints")]
    public void A_room_of_the_core_uses_only_the_rooms_below_it(string room, params string[] below) =>
        AssertUses(typeof(Aggregate), room, below);

    [Theory]
    [InlineData("Connection")]
    [InlineData("Errors", "Connection")]
    [InlineData("Channels", "Errors", "Connection")]
    [InlineData("Wire")]
    [InlineData("Appends", "Channels", "Errors", "Wire")]
    [InlineData("Telemetry", "Connection")]
    [InlineData("Cluster", "Appends", "Telemetry", "Channels", "Errors", "Connection", "Wire")]
    [InlineData("Calls", "Cluster", "Telemetry", "Channels", "Errors", "Connection")]
    [InlineData("Reads", "Calls", "Cluster", "Telemetry", "Channels", "Errors", "Connection", "Wire")]
    public void A_room_of_the_client_uses_only_the_rooms_below_it(string room, params string[] below) =>
        AssertUses(
            typeof(EventStoreDbModule),
            Client + room,
            [.. below.Select(name => Client + name), "EventSourcing.Domain", "EventSourcing.Persistence", "EventSourcing.EventStoreDb.Protos", "EventSourcing.EventStoreDb.Protos.Gossip", "EventSourcing.EventStoreDb.Protos.ServerFeatures", "EventSourcing.EventStoreDb.Protos.Streams"]);

    [Theory]
    [InlineData("Features", "ServerFeatures", "Calls", "Cluster", "Channels")]
    [InlineData("Monitoring", "Monitoring", "Calls", "Cluster", "Telemetry", "Channels", "Errors", "Connection")]
    [InlineData("Operations", "Operations", "Calls", "Errors")]
    [InlineData("PersistentSubscriptions", "PersistentSubscriptions", "Calls", "Cluster", "Telemetry", "Channels", "Errors", "Connection", "Wire")]
    [InlineData("Projections", "Projections", "Calls", "Errors")]
    [InlineData("Users", "Users", "Calls", "Errors")]
    public void A_service_speaks_its_own_protocol_and_knows_none_of_the_other_services(string room, string protocol, params string[] below) =>
        AssertUses(
            typeof(EventStoreDbModule),
            Client + room,
            [.. below.Select(name => Client + name), "EventSourcing.Domain", "EventSourcing.Persistence", "EventSourcing.EventStoreDb.Protos", "EventSourcing.EventStoreDb.Protos." + protocol]);

    [Theory]
    [InlineData("EventSourcing.EventStoreDb", "EventSourcing.EventStoreDb.Client", "EventSourcing.EventStoreDb.Client.Connection", "EventSourcing.Persistence")]
    public void A_room_of_the_EventStoreDB_module_uses_only_the_rooms_below_it(string room, params string[] below) =>
        AssertUses(typeof(EventStoreDbModule), room, below);

    [Theory]
    [InlineData("EventSourcing.Sqlite.Files", "EventSourcing.Persistence")]
    [InlineData("EventSourcing.Sqlite.Events", "EventSourcing.Sqlite.Files", "EventSourcing.Persistence", "EventSourcing.Persistence.Checkpoints", "EventSourcing.Persistence.Metadata", "EventSourcing.Persistence.Rules")]
    [InlineData("EventSourcing.Sqlite.Views", "EventSourcing.Sqlite", "EventSourcing.Sqlite.Files", "EventSourcing.Projections", "EventSourcing.Persistence", "EventSourcing.Persistence.Checkpoints")]
    [InlineData("EventSourcing.Sqlite", "EventSourcing.Sqlite.Events", "EventSourcing.Sqlite.Files", "EventSourcing.Persistence", "EventSourcing.Persistence.Checkpoints")]
    public void A_room_of_the_SQLite_module_uses_only_the_rooms_below_it(string room, params string[] below) =>
        AssertUses(typeof(SqliteModule), room, below);

    [Fact]
    public void Hosting_uses_only_the_core() =>
        AssertUses(typeof(ProjectionRunners), "EventSourcing.Extensions.Hosting", ["EventSourcing", "EventSourcing.Domain", "EventSourcing.Persistence", "EventSourcing.Projections", "EventSourcing.ProcessManagers"]);

    private static void AssertUses(Type inAssembly, string room, string[] below)
    {
        using var module = ModuleDefinition.ReadModule(inAssembly.Assembly.Location);
        var uses = module.GetTypes()
            .Where(type => NamespaceOf(type) == room)
            .SelectMany(type => UsedBy(type).Select(used => (User: type.FullName, Used: used)))
            .Where(pair => pair.Used.StartsWith("EventSourcing", StringComparison.Ordinal) && pair.Used != room && !below.Contains(pair.Used))
            .Distinct();

        Assert.Empty(uses);
    }

    private static IEnumerable<string> UsedBy(TypeDefinition type)
    {
        IEnumerable<TypeReference?> signatures =
        [
            type.BaseType,
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)),
        ];
        var code = type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions).Select(Operand);
        return signatures.Concat(code).SelectMany(Parts).Select(NamespaceOf).Distinct();
    }

    private static TypeReference? Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => type,
        MemberReference member => member.DeclaringType,
        _ => null,
    };

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    private static string NamespaceOf(TypeReference type)
    {
        while (type.DeclaringType is { } declaring)
            type = declaring;
        return type.Namespace;
    }
}
