using PSEventSourcing.Shell.Hosting;

namespace PSEventSourcing.Shell;

/// <summary>Ctrl+C stops what runs; where nothing does, the program.</summary>
internal sealed class CancelKey : IDisposable
{
    private readonly Engine _engine;

    public CancelKey(Engine engine)
    {
        _engine = engine;
        Console.CancelKeyPress += Pressed;
    }

    public void Dispose() => Console.CancelKeyPress -= Pressed;

    private void Pressed(object? sender, ConsoleCancelEventArgs press) => press.Cancel = _engine.Stop();
}
