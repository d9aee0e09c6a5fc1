using System.Runtime.InteropServices;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>What names a group: the stream it reads, or the whole log, and its own name.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GroupKey(string Stream, string Group)
{
    public bool IsOfLog => string.Equals(Stream, StreamName.All, StringComparison.Ordinal);

    public string ParkedStream => $"$persistentsubscription-{this}-parked";

    public string CheckpointStream => $"$persistentsubscription-{this}-checkpoint";

    public override string ToString() => $"{Stream}::{Group}";
}
