using System.Runtime.InteropServices;

namespace EventStoreDb.Emulator;

/// <summary>Ctrl+C, or the system's request to end.</summary>
internal sealed class EndOfProcess : IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public EndOfProcess()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
    }

    public Task Asked => _asked.Task;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Ask(PosixSignalContext signal)
    {
        // The program ends by itself once its node is down.
        signal.Cancel = true;
        _asked.TrySetResult();
    }
}
