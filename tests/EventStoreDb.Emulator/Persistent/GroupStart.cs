using System.Globalization;
using System.Runtime.InteropServices;

namespace EventStoreDb.Emulator.Persistent;

/// <summary>Where a group begins: at a revision or a position, which is included, or at the end.</summary>
/// <param name="Commit">The revision, or the position; -1 for the end.</param>
/// <param name="Prepare">Of a position only.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GroupStart(long Commit, long Prepare)
{
    public static readonly GroupStart Beginning = new(0, 0);

    public static readonly GroupStart End = new(-1, -1);

    public bool IsEnd => Commit < 0;

    public string Text(bool ofLog) => ofLog
        ? string.Create(CultureInfo.InvariantCulture, $"C:{Commit}/P:{Prepare}")
        : Commit.ToString(CultureInfo.InvariantCulture);
}
