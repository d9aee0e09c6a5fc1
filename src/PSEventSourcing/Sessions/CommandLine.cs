using System.Management.Automation;
using System.Management.Automation.Language;

namespace PSEventSourcing.Sessions;

/// <summary>The line of a script that called a command.</summary>
internal static class CommandLine
{
    /// <summary>The place of a call, with a text left out of the line.</summary>
    public static IScriptExtent Without(string secret, InvocationInfo call)
    {
        var line = call.Line.Replace(secret, "***", StringComparison.Ordinal);
        var begin = new ScriptPosition(call.ScriptName, call.ScriptLineNumber, call.OffsetInLine, line);
        return new ScriptExtent(begin, new ScriptPosition(call.ScriptName, call.ScriptLineNumber, line.TrimEnd().Length + 1, line));
    }
}
