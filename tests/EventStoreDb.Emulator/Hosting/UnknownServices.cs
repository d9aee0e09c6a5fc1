using EventSourcing.EventStoreDb.Protos.Gossip;
using EventSourcing.EventStoreDb.Protos.Monitoring;
using EventSourcing.EventStoreDb.Protos.Operations;
using EventSourcing.EventStoreDb.Protos.PersistentSubscriptions;
using EventSourcing.EventStoreDb.Protos.ServerFeatures;
using EventSourcing.EventStoreDb.Protos.Streams;
using EventSourcing.EventStoreDb.Protos.Users;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>
/// A service that is not there, or is switched off, is a bare HTTP 404 - while a method that a service does not have
/// is a gRPC status.
/// </summary>
internal sealed class UnknownServices(RequestDelegate next, EmulatorOptions options)
{
    private static readonly ServiceDescriptor[] Known =
    [
        Streams.Descriptor,
        PersistentSubscriptions.Descriptor,
        Users.Descriptor,
        Operations.Descriptor,
        Gossip.Descriptor,
        Monitoring.Descriptor,
        ServerFeatures.Descriptor,
    ];

    public Task InvokeAsync(HttpContext context)
    {
        if (Array.Exists(Known, IsAsked)
            || (options.Projections != ProjectionMode.None && IsAsked(EventSourcing.EventStoreDb.Protos.Projections.Projections.Descriptor)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "application/grpc";
        return Task.CompletedTask;

        bool IsAsked(ServiceDescriptor service) =>
            context.Request.Path.StartsWithSegments($"/{service.FullName}", StringComparison.Ordinal);
    }
}
