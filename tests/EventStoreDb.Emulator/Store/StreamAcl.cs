using System.Text.Json;

namespace EventStoreDb.Emulator.Store;

/// <summary>Who may do what with a stream. An absent list means the default, an empty one nobody.</summary>
internal sealed record StreamAcl(
    IReadOnlyList<string>? Read,
    IReadOnlyList<string>? Write,
    IReadOnlyList<string>? Delete,
    IReadOnlyList<string>? MetadataRead,
    IReadOnlyList<string>? MetadataWrite)
{
    /// <exception cref="FormatException">A role is neither a name nor an array of names.</exception>
    public static StreamAcl Parse(JsonElement acl)
    {
        if (acl.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("An access control list is an object.");
        }

        return new StreamAcl(
            Roles(acl, "$r"), Roles(acl, "$w"), Roles(acl, "$d"), Roles(acl, "$mr"), Roles(acl, "$mw"));
    }

    private static List<string>? Roles(JsonElement acl, string key)
    {
        if (!acl.TryGetProperty(key, out var roles))
        {
            return null;
        }

        return roles.ValueKind switch
        {
            JsonValueKind.String => [roles.GetString()!],
            JsonValueKind.Array => [.. roles.EnumerateArray().Select(Name)],
            _ => throw new FormatException($"{key} is a role or an array of roles."),
        };
    }

    private static string Name(JsonElement role) =>
        role.ValueKind == JsonValueKind.String ? role.GetString()! : throw new FormatException("A role is text.");
}
