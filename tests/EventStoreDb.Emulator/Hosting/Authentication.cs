using System.Globalization;
using EventStoreDb.Emulator.Access;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>Finds out who calls, before anything is looked at, and refuses whoever comes with wrong credentials.</summary>
internal sealed class Authentication(RequestDelegate next, UserDirectory users, EmulatorOptions options)
{
    private static readonly object CallerKey = new();

    public static Caller CallerOf(HttpContext context) => (Caller)context.Items[CallerKey]!;

    /// <exception cref="FormatException">Credentials that are no base64: falls through and becomes HTTP 500.</exception>
    public Task InvokeAsync(HttpContext context)
    {
        var caller = Caller.System;
        if (options.Tls)
        {
            caller = Caller.Anonymous;
            if (BasicCredentials.Parse(context.Request.Headers.Authorization) is var (login, password))
            {
                if (users.Authenticate(login, password) is not { } known)
                {
                    Refuse(context.Response);
                    return Task.CompletedTask;
                }

                caller = known;
            }
        }

        context.Items[CallerKey] = caller;
        return next(context);
    }

    private static void Refuse(HttpResponse response)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = "Unauthenticated";
    }
}
