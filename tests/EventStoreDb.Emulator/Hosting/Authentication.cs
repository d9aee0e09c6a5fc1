using EventStoreDb.Emulator.Access;
using Microsoft.AspNetCore.Http;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>Finds out who calls, before anything is looked at.</summary>
internal sealed class Authentication(RequestDelegate next, UserDirectory users, EmulatorOptions options)
{
    private static readonly object CallerKey = new();
    private static readonly object RefusedKey = new();

    public static Caller CallerOf(HttpContext context) => (Caller)context.Items[CallerKey]!;

    /// <summary>Whether credentials were given that nobody has.</summary>
    public static bool IsRefused(HttpContext context) => context.Items.ContainsKey(RefusedKey);

    /// <exception cref="FormatException">Credentials that are no base64: falls through and becomes HTTP 500.</exception>
    public Task InvokeAsync(HttpContext context)
    {
        var caller = Caller.System;
        if (options.Tls)
        {
            caller = Caller.Anonymous;
            if (BasicCredentials.Parse(context.Request.Headers.Authorization) is var (login, password))
            {
                if (users.Authenticate(login, password) is { } known)
                {
                    caller = known;
                }
                else
                {
                    context.Items[RefusedKey] = true;
                }
            }
        }

        context.Items[CallerKey] = caller;
        return next(context);
    }
}
