using System.Runtime.InteropServices;

namespace EventStoreDb.Emulator.Store;

/// <summary>What lies at a position of the log, and the index of the record to begin with.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LogPlace(int Index, LogPlace.Kind Is)
{
    public enum Kind
    {
        Record,
        InsideRecord,
        End,
        Beyond,
    }
}
