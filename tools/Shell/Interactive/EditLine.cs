using PSEventSourcing.Shell.Hosting;

namespace PSEventSourcing.Shell.Interactive;

/// <summary>Shows the line being edited, over as many rows of the screen as it takes.</summary>
internal sealed class EditLine(string prompt)
{
    private int _cursorRow;

    public void Draw(string line, int cursor)
    {
        ToFirstRow();
        var width = Screen.Size.Width;

        // Commands of several lines come from the history; they are shown as one.
        var shown = prompt + line.Replace('\n', ' ');
        Console.Write("\e[J" + shown);

        // After a letter in the last column a terminal waits with the next row until another letter comes.
        if (shown.Length % width == 0)
            Console.Write("\n");
        var (endRow, at) = (shown.Length / width, prompt.Length + cursor);
        _cursorRow = at / width;
        if (endRow > _cursorRow)
            Console.Write($"\e[{endRow - _cursorRow}A");
        Console.Write($"\r{(at % width > 0 ? $"\e[{at % width}C" : "")}");
    }

    public void Finish(string line)
    {
        Draw(line, line.Length);
        Console.WriteLine();
    }

    private void ToFirstRow()
    {
        if (_cursorRow > 0)
            Console.Write($"\e[{_cursorRow}A");
        Console.Write("\r");
    }
}
