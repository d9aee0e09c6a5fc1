using System.Management.Automation;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Receiving;

/// <summary>Why commands behind in the pipeline take no more. A cmdlet only sees that they do not, whether one of them has
/// failed or has had enough; the engine knows, and keeps it to itself.</summary>
internal static class PipelineEnd
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Whether a command has had enough, as <c>Select-Object -First</c> has once it has taken its last. Where an
    /// engine keeps it elsewhere, nothing is taken for enough.</summary>
    public static bool IsEnough(ICommandRuntime runtime)
    {
        var pipeline = runtime.GetType().GetProperty("PipelineProcessor", Hidden)?.GetValue(runtime);
        var error = pipeline?.GetType().GetField("_firstTerminatingError", Hidden)?.GetValue(pipeline) as ExceptionDispatchInfo;
        return error?.SourceException.GetType().Name == "StopUpstreamCommandsException";
    }
}
