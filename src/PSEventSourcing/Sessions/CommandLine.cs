using System.Management.Automation;
using System.Management.Automation.Language;

namespace PSEventSourcing.Sessions;

/// <summary>The line of a script that called a command.</summary>
internal static class CommandLine
{
    /// <summary>Leaves a text out of the line that PowerShell shows with an error.</summary>
    public static void Hide(string secret, InvocationInfo call) => call.DisplayScriptPosition = Without(secret, call);

    private static ScriptExtent Without(string secret, InvocationInfo call)
    {
        var line = call.Line.Replace(secret, "***", StringComparison.Ordinal);
        var begin = new ScriptPosition(call.ScriptName, call.ScriptLineNumber, call.OffsetInLine, line);
        return new ScriptExtent(begin, new ScriptPosition(call.ScriptName, call.ScriptLineNumber, line.TrimEnd().Length + 1, line));
    }
}
