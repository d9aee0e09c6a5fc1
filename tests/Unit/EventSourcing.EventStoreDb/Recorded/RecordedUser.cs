using System.Globalization;
using System.Text.Json.Nodes;
using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.EventStoreDb.Client.Errors;
using EventSourcing.EventStoreDb.Client.Users;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A call that concerns users.</summary>
internal sealed class RecordedUser(WireCall call) : RecordedService(call)
{
    private readonly string _method = call.Rpc.Split('/')[1];

    private string Login => Text("login_name") is { Length: > 0 } login ? login : "simple";

    /// <summary>A node that never answers has no users, because it has no TLS.</summary>
    protected override bool NeedsTls => !IsLeftOpen;

    protected override bool IsMeant => _method == "Details" || Text("login_name").Length > 0;

    protected override bool Changes => _method != "Details";

    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        if (NeedsTls)
            await base.AskAsync(client, settings, cancel);
        else
            await Assert.ThrowsAsync<SecureConnectionRequiredException>(() => MakeAsync(client, cancel));
    }

    protected override async Task<JsonNode?> MakeAsync(EventStoreDbClient client, CancellationToken cancel)
    {
        var users = client.Users;
        var groups = (Options?["groups"]?.AsArray() ?? []).Select(group => group!.GetValue<string>());
        var act = _method switch
        {
            "Create" => users.CreateAsync(Login, Text("full_name"), groups, Text("password"), cancel),
            "Update" => users.UpdateAsync(Login, Text("full_name"), groups, cancel),
            "Delete" => users.DeleteAsync(Login, cancel),
            "Enable" => users.EnableAsync(Login, cancel),
            "Disable" => users.DisableAsync(Login, cancel),
            "ChangePassword" => users.ChangePasswordAsync(Login, Text("current_password"), Text("new_password"), cancel),
            "ResetPassword" => users.ResetPasswordAsync(Login, Text("new_password"), cancel),
            _ => null,
        };
        if (act is not null)
        {
            await act;
            return null;
        }

        IReadOnlyList<UserDetails> found = Text("login_name").Length > 0 ? [await users.GetAsync(Login, cancel)] : await users.ListAsync(cancel);
        return new JsonArray([.. found.Select(Plain)]);
    }

    protected override JsonNode? Expected() => _method == "Details"
        ? new JsonArray([.. Call.Responses.Select(answer => Plain(answer["user_details"]!))])
        : null;

    protected override JsonNode Compared(JsonNode request)
    {
        // The server does not look at the password of an update.
        if (_method == "Update")
            (request["options"] as JsonObject)?.Remove("password");
        // No name and no options alike mean all users.
        if (request["options"] is JsonObject { Count: 0 })
            return new JsonObject();
        return base.Compared(request);
    }

    private string Text(string field) => Options?[field]?.GetValue<string>() ?? "";

    private static JsonNode Plain(JsonNode user) => string.Join('|', user["login_name"], user["full_name"], string.Join(',', (user["groups"]?.AsArray() ?? []).Select(group => group!.ToString())), user["disabled"] is not null,
        user["last_updated"] is { } updated ? DateTimeOffset.UnixEpoch.AddTicks(WireJson.Number(updated["ticks_since_epoch"])).ToString("O", CultureInfo.InvariantCulture) : "");

    private static JsonNode Plain(UserDetails user) => string.Join('|', user.LoginName, user.FullName, string.Join(',', user.Groups), user.IsDisabled, user.LastUpdated?.ToString("O", CultureInfo.InvariantCulture));
}
