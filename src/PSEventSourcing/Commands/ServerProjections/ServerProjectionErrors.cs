using System.Globalization;
using EventSourcing.Domain;

namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>A projection has failed.</summary>
internal sealed class ServerProjectionFaultedException(ServerProjection projection, string happened)
    : EventSourcingException($"The projection '{projection.Name}' {happened}: {(projection.Reason.Length > 0 ? projection.Reason : "the server gives no reason.")}");

/// <summary>A projection was to go on, and does not run.</summary>
internal sealed class ServerProjectionNotRunningException(ServerProjection projection, string happened)
    : EventSourcingException($"The projection '{projection.Name}' {happened}: {(projection.IsHeldBack ? "the node runs the server's own projections only (--run-projections=System)." : $"it is {projection.ServerStatus}.")}");

/// <summary>The time is over, and the projection has not caught up.</summary>
internal sealed class ServerProjectionNotCaughtUpException(ServerProjection projection, TimeSpan limit)
    : EventSourcingException(string.Create(CultureInfo.InvariantCulture, $"The projection '{projection.Name}' has not caught up within {limit}: it is {projection.ServerStatus}, has read {projection.Progress ?? 0:0.##} % of what is there, and {projection.EventsBuffered} events wait to be processed."));

/// <summary>The server's own projections do not take what was asked for.</summary>
internal sealed class SystemServerProjectionException(string name, string why)
    : EventSourcingException($"'{name}' is a projection of the server's own: {why}");

/// <summary>Parameters that do not fit together.</summary>
internal sealed class InvalidServerProjectionException(string message)
    : EventSourcingException(message);

/// <summary>A file with a query cannot be read, or holds none.</summary>
internal sealed class ServerProjectionFileException(string path, string why, Exception? innerException = null)
    : EventSourcingException($"The query in the file '{path}' cannot be used: {why}", innerException);

/// <summary>What a projection is cannot be read, and would be lost.</summary>
internal sealed class ServerProjectionDefinitionException(string message, Exception? innerException = null)
    : EventSourcingException(message, innerException);
