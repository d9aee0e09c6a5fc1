using System.Management.Automation.Runspaces;

namespace PSEventSourcing.Shell.Interactive;

/// <summary>Reads a line from the keyboard: moves, edits, recalls earlier commands, completes.</summary>
internal sealed class LineEditor(Runspace runspace)
{
    private readonly List<string> _history = [];
    private readonly Completion _completion = new(runspace);
    private string _line = "";
    private int _cursor;
    private int _recalled;

    public void Remember(string command)
    {
        if (_history.LastOrDefault() != command)
            _history.Add(command);
    }

    /// <summary>Reads a line.</summary>
    /// <returns>The line; empty after Ctrl+C; <see langword="null"/> after Ctrl+D on an empty line.</returns>
    public string? Read(string prompt)
    {
        (_line, _cursor, _recalled) = ("", 0, _history.Count);
        var treatedAsInput = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            var screen = new EditLine(prompt);
            while (true)
            {
                screen.Draw(_line, _cursor);
                var key = Console.ReadKey(intercept: true);
                if (key.Key != ConsoleKey.Tab)
                    _completion.Forget();
                switch (key)
                {
                    case { Key: ConsoleKey.Enter }:
                        screen.Finish(_line);
                        return _line;
                    case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                        screen.Finish(_line + "^C");
                        return "";
                    case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _line.Length == 0:
                        screen.Finish("");
                        return null;
                    default:
                        Edit(key);
                        break;
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = treatedAsInput;
        }
    }

    private void Edit(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Tab:
                (_line, _cursor) = _completion.Next(_line, _cursor, backwards: key.Modifiers == ConsoleModifiers.Shift);
                break;
            case ConsoleKey.LeftArrow:
                _cursor = Math.Max(_cursor - 1, 0);
                break;
            case ConsoleKey.RightArrow:
                _cursor = Math.Min(_cursor + 1, _line.Length);
                break;
            case ConsoleKey.Home:
                _cursor = 0;
                break;
            case ConsoleKey.End:
                _cursor = _line.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(_recalled - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_recalled + 1);
                break;
            case ConsoleKey.Escape:
                (_line, _cursor) = ("", 0);
                break;
            case ConsoleKey.Backspace when _cursor > 0:
                _line = _line.Remove(--_cursor, 1);
                break;
            case ConsoleKey.Delete when _cursor < _line.Length:
                _line = _line.Remove(_cursor, 1);
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                    _line = _line.Insert(_cursor++, key.KeyChar.ToString());
                break;
        }
    }

    private void Recall(int index)
    {
        _recalled = Math.Clamp(index, 0, _history.Count);
        _line = _recalled < _history.Count ? _history[_recalled] : "";
        _cursor = _line.Length;
    }
}
