using System.Text;

namespace PSEventSourcing.Commands.Streams.Watching;

/// <summary>A file that says how far a watch has come: a line with what is watched, and one with the place of the last
/// event that the pipeline has taken.</summary>
/// <remarks>The place is written over in one go and has always the same length, so a process that is killed leaves it as it
/// was before an event or after it, and never in between.</remarks>
internal sealed class WatchCheckpoint : IDisposable
{
    private const string Begin = "PSEventSourcing watch 1 ";
    private const int PlaceLength = 64;

    private readonly FileStream _file;
    private readonly int _placeAt;

    private WatchCheckpoint(FileStream file, int placeAt, string? place)
    {
        _file = file;
        _placeAt = placeAt;
        Place = place;
    }

    /// <summary>The place of the last event taken; <see langword="null"/> where there is none yet.</summary>
    public string? Place { get; }

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="watched">What is watched, which must be the same each time.</param>
    /// <exception cref="InvalidCheckpointException">It cannot be opened, is no such file, or belongs to another watch.</exception>
    public static WatchCheckpoint Open(string path, string watched)
    {
        FileStream? file = null;
        try
        {
            // Shared with nobody: two watches must not take each other's place.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            var header = Encoding.UTF8.GetBytes(Begin + watched.ReplaceLineEndings("") + "\n");
            if (file.Length == 0)
            {
                RandomAccess.Write(file.SafeFileHandle, header, 0);
                return new WatchCheckpoint(file, header.Length, null);
            }

            var content = new byte[Math.Min(file.Length, header.Length + PlaceLength + 1)];
            file.ReadExactly(content);
            if (!content.AsSpan().StartsWith(header))
                throw new InvalidCheckpointException(path, content.AsSpan().StartsWith(Encoding.UTF8.GetBytes(Begin)) ? $"it belongs to another watch than that of '{watched}'" : "it is no checkpoint of a watch");
            var place = Encoding.UTF8.GetString(content.AsSpan(header.Length)).Trim();
            return new WatchCheckpoint(file, header.Length, place.Length == 0 ? null : place);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidCheckpointException)
        {
            file?.Dispose();
            if (error is InvalidCheckpointException)
                throw;
            throw new InvalidCheckpointException(path, error.Message);
        }
    }

    /// <summary>Keeps the place of an event.</summary>
    public void Keep(string place) => RandomAccess.Write(_file.SafeFileHandle, Encoding.ASCII.GetBytes(place.PadRight(PlaceLength) + "\n"), _placeAt);

    public void Dispose() => _file.Dispose();
}
