using System.Globalization;
using System.Text;

namespace EventStoreDb.Emulator.Store;

/// <summary>What a link event points to: <c>revision@stream</c>.</summary>
internal readonly record struct LinkReference(long Revision, string Stream)
{
    public static LinkReference? Parse(RecordedEvent recorded)
    {
        if (!string.Equals(recorded.Content.Type, RecordedEvent.LinkType, StringComparison.Ordinal))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(recorded.Content.Data.Span);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && long.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new LinkReference(revision, text[(at + 1)..])
            : null;
    }
}
