using EventSourcing.Domain;

namespace PSEventSourcing.Errors;

/// <summary>Which exceptions become errors of which kind.</summary>
internal sealed record ErrorEntry(Func<EventSourcingException, bool> Fits, ErrorKind Kind)
{
    public static ErrorEntry Of<T>(ErrorKind kind)
        where T : EventSourcingException => new(error => error is T, kind);

    public static ErrorEntry Of<T>(Func<T, bool> when, ErrorKind kind)
        where T : EventSourcingException => new(error => error is T specific && when(specific), kind);
}
