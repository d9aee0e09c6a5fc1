using System.Collections.Concurrent;
using EventStoreDb.Emulator.Faults;
using Microsoft.AspNetCore.Http;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>The calls that have begun and not ended.</summary>
internal sealed class OpenCalls
{
    private readonly ConcurrentDictionary<HttpContext, string> _calls = new();

    public IReadOnlyList<string> Now => [.. _calls.Values];

    public async Task ServeAsync(HttpContext call, RequestDelegate next)
    {
        _calls[call] = Methods.NameOf(call.Request.Path);
        try
        {
            await next(call);
        }
        finally
        {
            _calls.TryRemove(call, out _);
        }
    }
}
