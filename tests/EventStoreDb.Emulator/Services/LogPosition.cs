using System.Runtime.InteropServices;

namespace EventStoreDb.Emulator.Services;

/// <summary>A position as clients give it. For a revision of a stream only the first number is used.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LogPosition(long Commit, long Prepare)
{
    /// <exception cref="MalformedRequestException">Out of range, or prepared after it was committed.</exception>
    public static LogPosition Parse(ulong commit, ulong prepare) =>
        commit <= long.MaxValue && prepare <= commit
            ? new LogPosition((long)commit, (long)prepare)
            : throw new MalformedRequestException("A position is out of range.");
}
