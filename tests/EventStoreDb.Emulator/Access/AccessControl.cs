using System.Text.Json;
using EventStoreDb.Emulator.Store;

namespace EventStoreDb.Emulator.Access;

/// <summary>Who may do what with which stream, by the streams' metadata and the node's settings.</summary>
internal sealed class AccessControl(Database database, bool isSecure)
{
    private const string Settings = "$settings";

    private static readonly StreamAcl ForEverybody = Same([Caller.Everybody]);
    private static readonly StreamAcl ForAdmins = Same([Caller.Admins]);

    public bool Allows(Caller caller, StreamAction action, string stream)
    {
        if (!isSecure || caller.IsSystem)
        {
            return true;
        }

        if (action != StreamAction.Read && string.Equals(stream, StreamName.All, StringComparison.Ordinal))
        {
            return false;
        }

        var isMetadata = StreamName.IsMetadata(stream);
        var governed = isMetadata ? StreamName.BaseOf(stream) : stream;
        var acl = database.MetadataOf(governed).Acl;
        var roles = (acl is null ? null : Roles(acl, action, isMetadata)) ?? Roles(Default(governed), action, isMetadata);
        return caller.IsAdmin || (roles?.Any(caller.Has) ?? false);
    }

    private static IReadOnlyList<string>? Roles(StreamAcl acl, StreamAction action, bool isMetadata) => (action, isMetadata) switch
    {
        (StreamAction.Read, false) => acl.Read,
        (StreamAction.Read, true) => acl.MetadataRead,
        (StreamAction.Write, false) => acl.Write,
        (StreamAction.Delete, false) => acl.Delete,
        _ => acl.MetadataWrite,
    };

    private static StreamAcl Same(IReadOnlyList<string> roles) => new(roles, roles, roles, roles, roles);

    private StreamAcl Default(string stream)
    {
        var isSystem = StreamName.IsSystem(stream);
        return FromSettings(isSystem ? "$systemStreamAcl" : "$userStreamAcl") ?? (isSystem ? ForAdmins : ForEverybody);
    }

    private StreamAcl? FromSettings(string key)
    {
        if (database.LastOf(Settings) is not { } settings)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(settings.Content.Data);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(key, out var acl)
                ? StreamAcl.Parse(acl)
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
