using System.Management.Automation;
using EventSourcing.Domain;

namespace PSEventSourcing.Commands.PersistentSubscriptions.Receiving;

/// <summary>What a handler makes of an event.</summary>
/// <param name="Answer">What becomes of the event.</param>
/// <param name="Reason">Why, where it is said.</param>
/// <param name="Error">Why there was no answer that could be understood.</param>
internal sealed record HandlerAnswer(EventAnswer Answer, string? Reason = null, EventSourcingException? Error = null)
{
    /// <summary>Runs a handler.</summary>
    /// <param name="handler">The handler, which gets the event as its parameter, and as <c>$_</c>.</param>
    /// <param name="received">The event.</param>
    public static HandlerAnswer Of(ScriptBlock handler, ReceivedEvent received)
    {
        try
        {
            return Read(received, [.. handler.InvokeWithContext(null, [new PSVariable("_", received)], received).Where(item => item is not null)]);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            return new HandlerAnswer(EventAnswer.Retry, error.Message, new ReceiveHandlerFailedException(received.Recorded, error));
        }
    }

    /// <summary>A word, which a colon and a reason may follow.</summary>
    private static HandlerAnswer Read(ReceivedEvent received, PSObject[] output)
    {
        if (output.Length == 0)
            return new HandlerAnswer(EventAnswer.Ack);
        if (output.Length > 1)
            return Unknown(received, $"with {output.Length} objects");
        var text = LanguagePrimitives.ConvertTo<string>(output[0]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var word = (colon < 0 ? text : text[..colon]).Trim();
        var reason = colon < 0 ? null : text[(colon + 1)..].Trim();
        return Enum.GetNames<EventAnswer>().Contains(word, StringComparer.OrdinalIgnoreCase)
            ? new HandlerAnswer(Enum.Parse<EventAnswer>(word, ignoreCase: true), reason)
            : Unknown(received, $"'{text}'");
    }

    private static HandlerAnswer Unknown(ReceivedEvent received, string answer)
    {
        var error = new UnknownAnswerException(received.Recorded, answer);
        return new HandlerAnswer(EventAnswer.Retry, $"The handler answered {answer}.", error);
    }
}
