using System.Management.Automation.Host;

namespace PSEventSourcing.Shell.Hosting;

/// <summary>The size of the screen, which tables are fitted to, and little else.</summary>
internal sealed class ShellRawUI : PSHostRawUserInterface
{
    private readonly Func<Size> _size;

    /// <summary>Creates it.</summary>
    /// <param name="size">Tells the size of the screen.</param>
    public ShellRawUI(Func<Size> size) => _size = size;

    /// <inheritdoc/>
    public override Size BufferSize
    {
        get => _size();
        set => throw NotSupported();
    }

    /// <inheritdoc/>
    public override Size WindowSize
    {
        get => _size();
        set => throw NotSupported();
    }

    /// <inheritdoc/>
    public override Size MaxWindowSize => _size();

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => _size();

    /// <inheritdoc/>
    public override Coordinates CursorPosition { get; set; }

    /// <inheritdoc/>
    public override Coordinates WindowPosition { get; set; }

    /// <inheritdoc/>
    public override int CursorSize { get; set; } = 25;

    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    /// <inheritdoc/>
    public override string WindowTitle { get; set; } = "";

    /// <inheritdoc/>
    public override bool KeyAvailable => false;

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotSupported();

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
    }

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotSupported();

    /// <inheritdoc/>
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotSupported();

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotSupported();

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotSupported();

    private static NotSupportedException NotSupported() => new("This shell writes lines; it does not paint the screen.");
}
