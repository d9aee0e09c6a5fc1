using EventSourcing.Persistence;
using EventSourcing.Projections;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Extensions.Hosting;

/// <summary>Writes what becomes of projections and process managers to the host's log, under the category
/// <c>EventSourcing.Projections</c>.</summary>
internal sealed partial class ProjectionLogger(ILoggerFactory loggers) : IProgress<ProjectionStatus>
{
    private readonly ILogger _logger = loggers.CreateLogger("EventSourcing.Projections");

    public void Report(ProjectionStatus value)
    {
        switch (value)
        {
            case { State: ProjectionState.CatchingUp }:
                CatchingUp(value.Projection, value.Processed);
                break;
            case { State: ProjectionState.Live }:
                CaughtUp(value.Projection, value.Processed);
                break;
            case { State: ProjectionState.Retrying }:
                Unreachable(value.Error, value.Projection);
                break;
            case { State: ProjectionState.Failed, Error: ProjectionException { Event: { } at } failure }:
                FailedAt(failure, value.Projection, at.Stream, at.Revision, at.Type, at.Position);
                break;
            case { State: ProjectionState.Failed }:
                Failed(value.Error, value.Projection);
                break;
            default:
                Stopped(value.Projection, value.Processed);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Projection} catches up from position {Position}")]
    private partial void CatchingUp(string projection, Position? position);

    [LoggerMessage(2, LogLevel.Information, "{Projection} is {Behind} events behind, the oldest of {Oldest}")]
    public partial void Behind(string projection, long behind, DateTimeOffset? oldest);

    [LoggerMessage(3, LogLevel.Information, "{Projection} has caught up at position {Position}, and is live")]
    private partial void CaughtUp(string projection, Position? position);

    [LoggerMessage(4, LogLevel.Information, "{Projection} has stopped at position {Position}")]
    private partial void Stopped(string projection, Position? position);

    [LoggerMessage(5, LogLevel.Warning, "{Projection} cannot reach the store it follows, and tries again")]
    private partial void Unreachable(Exception? error, string projection);

    [LoggerMessage(6, LogLevel.Error, "{Projection} has failed at revision {Revision} of {Stream}, {EventType}, position {Position}")]
    private partial void FailedAt(Exception error, string projection, string stream, long revision, string eventType, Position? position);

    [LoggerMessage(7, LogLevel.Error, "{Projection} has failed")]
    private partial void Failed(Exception? error, string projection);

    [LoggerMessage(8, LogLevel.Warning, "{Projection} is started again in {Pause}")]
    public partial void Restarting(string projection, TimeSpan pause);

    [LoggerMessage(9, LogLevel.Critical, "{Projection} is left stopped after {Restarts} restarts")]
    public partial void GivenUp(string projection, int restarts);
}
