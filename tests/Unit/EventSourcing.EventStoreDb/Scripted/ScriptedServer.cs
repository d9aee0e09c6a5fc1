using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EventSourcing.Tests.EventStoreDb.Scripted;

/// <summary>A server that answers each gRPC method as a test says, down to trailers and resets. Methods without a script
/// are a bare HTTP 404, as on the real server.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<ScriptedCall, Task>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Exception> _failures = [];
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app)
    {
        _app = app;
        _app.Run(AnswerAsync);
    }

    public int Port { get; private set; }

    public static async Task<ScriptedServer> StartAsync(X509Certificate2? certificate = null, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = certificate is null ? HttpProtocols.Http2 : HttpProtocols.Http1AndHttp2;
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        var server = new ScriptedServer(builder.Build());
        await server._app.StartAsync();
        server.Port = new Uri(server._app.Urls.First()).Port;
        return server;
    }

    /// <summary>Says how a method is answered from now on.</summary>
    /// <param name="method">Its name without the service's.</param>
    /// <param name="script">What to do with each call.</param>
    public void On(string method, Func<ScriptedCall, Task> script) => _scripts[method] = script;

    /// <summary>Says that a method ends with an error, once the client has sent its first message.</summary>
    public void Fail(string method, Grpc.Core.StatusCode status, string detail, params (string Name, string Value)[] trailers) => On(method, async call =>
    {
        await call.SkipMessageAsync();
        await call.EndAsync(status, detail, trailers);
    });

    /// <summary>Closes all connections and listens no more.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (!_failures.IsEmpty)
            throw new AggregateException("A script failed.", _failures);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (!_scripts.TryGetValue(http.Request.Path.Value!.Split('/')[^1], out var script))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "application/grpc";
        try
        {
            await script(new ScriptedCall(http));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client or the script has ended the call; what the script would still have done is of no interest.
        }
        catch (Exception error)
        {
            _failures.Enqueue(error);
            throw;
        }
    }
}
