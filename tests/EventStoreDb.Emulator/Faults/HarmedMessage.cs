using System.Buffers.Binary;

namespace EventStoreDb.Emulator.Faults;

/// <summary>Messages no server means to send.</summary>
internal static class HarmedMessage
{
    private const int PrefixLength = 5;

    // A tag that never ends: no message of any kind can hold it.
    private const byte NoProtobuf = 0xFF;

    /// <summary>The frame of a message that is cut in the middle, or that is as long as it should be and garbage.</summary>
    public static byte[] Frame(byte[] message, bool isTruncated)
    {
        var length = Math.Max(message.Length, 1);
        var frame = new byte[PrefixLength + length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        if (isTruncated)
        {
            message.CopyTo(frame.AsSpan(PrefixLength));
            return frame[..(PrefixLength + (length / 2))];
        }

        frame.AsSpan(PrefixLength).Fill(NoProtobuf);
        return frame;
    }
}
