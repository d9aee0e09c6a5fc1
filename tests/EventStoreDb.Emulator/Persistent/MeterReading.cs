using System.Runtime.InteropServices;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>All items, those since the reading before, and how many that is a second.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MeterReading(long Total, long Since, int PerSecond);
