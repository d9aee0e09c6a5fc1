using System.Net;
using EventStoreDb.Emulator.Access;
using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Faults;
using EventStoreDb.Emulator.Projections;
using EventStoreDb.Emulator.Services;
using EventStoreDb.Emulator.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>Puts the services on Kestrel, with the limits of the real server.</summary>
internal static class Node
{
    private const int MaxMessage = 4 * 1024 * 1024;
    private const int MaxStreamsMessage = (16 * 1024 * 1024) - 10_000;

    public static WebApplication Build(SharedState shared, Member member, Connections connections)
    {
        var options = shared.Options;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "EventStoreDb.Emulator" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, shared.Authority, member.Port, connections));
        builder.Services
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero)
            .AddRoutingCore()
            .AddSingleton(options)
            .AddSingleton(member)
            .AddSingleton(shared.Cluster)
            .AddSingleton(shared.Database)
            .AddSingleton(shared.Users)
            .AddScoped<CurrentCall>()
            .AddScoped<Writer>()
            .AddSingleton(services => new AccessControl(services.GetRequiredService<Database>(), options.Tls))
            .AddSingleton(shared.Groups)
            .AddSingleton<ProjectionDirectory>()
            .AddSingleton<Scavenges>()
            .AddGrpc(grpc =>
            {
                grpc.MaxReceiveMessageSize = MaxMessage;
                grpc.Interceptors.Add<FaultInterceptor>();
                grpc.Interceptors.Add<Admission>();
                grpc.Interceptors.Add<LeaderOnly>();
            })
            .AddServiceOptions<StreamsService>(grpc => grpc.MaxReceiveMessageSize = MaxStreamsMessage);

        var app = builder.Build();
        app.Use((call, next) => shared.Calls.ServeAsync(call, next));
        app.UseMiddleware<Authentication>();
        app.UseMiddleware<UnknownServices>();
        app.UseRouting();
        app.MapGrpcService<StreamsService>();
        app.MapGrpcService<PersistentSubscriptionsService>();
        app.MapGrpcService<ProjectionsService>();
        app.MapGrpcService<UsersService>();
        app.MapGrpcService<OperationsService>();
        app.MapGrpcService<GossipService>();
        app.MapGrpcService<MonitoringService>();
        app.MapGrpcService<ServerFeaturesService>();
        // Standard projections run from the start, not from the first call that asks about them.
        app.Services.GetRequiredService<ProjectionDirectory>();
        return app;
    }

    private static void Configure(
        KestrelServerOptions kestrel, CertificateAuthority? authority, int port, Connections connections)
    {
        kestrel.AddServerHeader = true;
        var limits = kestrel.Limits;
        // Calls live as long as they like and are read as slowly as they like.
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.Http2.MaxStreamsPerConnection = 100;
        limits.Http2.InitialStreamWindowSize = 768 * 1024;
        limits.Http2.InitialConnectionWindowSize = 1024 * 1024;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Use(next => connection => connections.ServeAsync(connection, next));
            listen.Protocols = HttpProtocols.Http2;
            if (authority is not null)
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(authority.Node);
            }
        });
    }
}
