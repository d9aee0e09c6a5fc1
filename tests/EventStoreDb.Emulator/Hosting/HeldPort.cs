using System.Net;
using System.Net.Sockets;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>
/// Keeps the port of a dead node from being given to others, so that it can be started again there. Nobody listens:
/// whoever connects is refused.
/// </summary>
internal sealed class HeldPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public HeldPort(int port)
    {
        try
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException)
        {
            // Somebody was faster; who starts the node again will hear of it, if it is still so then.
        }
    }

    public void Dispose() => _socket.Dispose();
}
