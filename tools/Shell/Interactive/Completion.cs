using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSEventSourcing.Shell.Interactive;

/// <summary>Completes the word at the cursor with the engine's own completion; pressing the key again offers the next.</summary>
internal sealed class Completion(Runspace runspace)
{
    private CommandCompletion? _current;
    private string _line = "";
    private int _length;

    /// <summary>The next press of the key begins anew.</summary>
    public void Forget() => _current = null;

    /// <summary>The line with the next completion, and the cursor behind it.</summary>
    public (string Line, int Cursor) Next(string line, int cursor, bool backwards)
    {
        if (_current is null)
        {
            using var shell = PowerShell.Create(runspace);
            _current = CommandCompletion.CompleteInput(line, cursor, [], shell);
            (_line, _length) = (line, _current.ReplacementLength);
        }

        if (_current.CompletionMatches.Count == 0)
            return (line, cursor);
        var chosen = _current.GetNextResult(!backwards).CompletionText;
        var begin = _line[.._current.ReplacementIndex] + chosen;
        return (begin + _line[(_current.ReplacementIndex + _length)..], begin.Length);
    }
}
