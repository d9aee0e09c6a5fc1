using System.Text.Json;
using System.Text.Json.Serialization;

namespace PSEventSourcing.Profiles;

/// <summary>The folder that profiles are saved in, each in a JSON file of its own, so that nobody who saves one can lose
/// another.</summary>
internal static class ProfileFolder
{
    /// <summary>The environment variable that names another folder than the user's own.</summary>
    private const string FolderKey = "PSEVENTSOURCING_PROFILES";
    private const string Extension = ".json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static string Folder => Environment.GetEnvironmentVariable(FolderKey) is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "PSEventSourcing", "profiles");

    /// <summary>The names of the profiles, in order.</summary>
    public static IReadOnlyList<string> Names() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.OrdinalIgnoreCase)]
        : [];

    /// <summary>Reads a profile.</summary>
    /// <exception cref="ProfileNotFoundException">There is none.</exception>
    /// <exception cref="ProfileFileException">Its file cannot be read, or does not hold one.</exception>
    public static EventStoreProfile Read(string name)
    {
        var known = Known(name) ?? throw new ProfileNotFoundException(name);
        var profile = InFile(FileOf(known), static file =>
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<EventStoreProfile>(stream, Json) is { } read && (read.ConnectionString is null) != (read.Path is null)
                ? read
                : throw new JsonException("It must hold either a connectionString or a path.");
        });
        return profile with { Name = known };
    }

    /// <summary>Saves a profile: its file is there as a whole, or as it was.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="replace">Whether another one of the name may be replaced.</param>
    /// <exception cref="ProfileExistsException">There is one of the name.</exception>
    /// <exception cref="ProfileFileException">The file cannot be written.</exception>
    public static void Write(EventStoreProfile profile, bool replace)
    {
        if (Known(profile.Name) is { } taken)
        {
            if (!replace)
                throw new ProfileExistsException(taken);
            profile = profile with { Name = taken };
        }

        InFile(FileOf(profile.Name), file =>
        {
            Directory.CreateDirectory(Folder);
            var unfinished = $"{file}.{Guid.NewGuid():N}.tmp";
            File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(profile, Json));
            File.Move(unfinished, file, overwrite: true);
            return true;
        });
    }

    /// <summary>Removes a profile.</summary>
    /// <exception cref="ProfileFileException">Its file cannot be removed.</exception>
    public static void Delete(string name) => InFile(FileOf(name), static file =>
    {
        File.Delete(file);
        return true;
    });

    /// <summary>The name of a profile as it was saved: case does not matter.</summary>
    private static string? Known(string name) => Names().FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string FileOf(string name) => Path.Combine(Folder, name + Extension);

    private static T InFile<T>(string file, Func<string, T> use)
    {
        try
        {
            return use(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ProfileFileException(file, error);
        }
    }
}
