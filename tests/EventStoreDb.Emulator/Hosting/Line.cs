using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EventStoreDb.Emulator.Hosting;

/// <summary>One connection, which can be made to go wrong.</summary>
internal sealed class Line(ConnectionContext connection, Connections all) : IDuplexPipe, IDisposable
{
    private readonly CancellationTokenSource _closed =
        CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);

    private volatile bool _isSilent;

    public PipeReader Input { get; private set; } = connection.Transport.Input;

    public PipeWriter Output { get; private set; } = connection.Transport.Output;

    public bool IsSilent => _isSilent;

    public CancellationToken Closed => _closed.Token;

    public static Line Of(HttpContext context) => context.Features.GetRequiredFeature<Line>();

    /// <summary>Puts itself between the connection and the server, which is only needed if it may fall silent.</summary>
    public void Interpose()
    {
        Input = PipeReader.Create(new SilenceableStream(Input.AsStream(), this));
        Output = PipeWriter.Create(new SilenceableStream(Output.AsStream(), this));
        connection.Transport = this;
    }

    public void FallSilent() => _isSilent = true;

    public void FallSilent(TimeSpan newOnesFor)
    {
        FallSilent();
        all.SilenceFor(newOnesFor);
    }

    public void Abort()
    {
        connection.Abort(new ConnectionAbortedException("Closed by a fault, or with the node."));
        try
        {
            _closed.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had closed by itself just before.
        }
    }

    public void AbortAndRefuse(TimeSpan newOnesFor)
    {
        all.RefuseFor(newOnesFor);
        Abort();
    }

    /// <summary>The server sends GOAWAY, serves the calls that are open, and then closes.</summary>
    public void AnnounceEnd() =>
        connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();

    public void Dispose() => _closed.Dispose();
}
