extern alias Emulator;

using Emulator::EventStoreDb.Emulator;
using EventSourcing.Persistence;

namespace EventSourcing.Tests.EventStoreDb;

/// <summary>The contract against the emulator, as a node with TLS and users.</summary>
public sealed class SecureEmulatorRecorderTests : EmulatorRecorderTests
{
    protected override EmulatorOptions Options => new() { Tls = true };

    protected override Settings Settings(EmulatorServer server) => new()
    {
        ["EVENTSTOREDB_URI"] = server.ConnectionString,
        ["EVENTSTOREDB_ROOT_CERTIFICATES"] = server.CertificateAuthority!,
        ["EVENTSTOREDB_USERNAME"] = "admin",
        ["EVENTSTOREDB_PASSWORD"] = "changeit",
    };
}
