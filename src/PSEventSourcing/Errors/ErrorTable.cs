using System.Management.Automation;
using EventSourcing;
using EventSourcing.Domain;
using EventSourcing.Persistence;
using PSEventSourcing.Commands.Streams;
using PSEventSourcing.Sessions;

namespace PSEventSourcing.Errors;

/// <summary>Every error of the module: which exception becomes which error. <c>docs/errors.md</c> lists them.</summary>
internal static class ErrorTable
{
    private static readonly Entry[] Entries =
    [
        Of<StoreUnavailableException>(new("StoreUnavailable", ErrorCategory.ConnectionError,
            "The store could not be reached, or is not ready.",
            "Check the address and that the server runs, or the file and the disk it lies on, then try again.", EndsPipeline: true)),
        Of<NotAuthenticatedException>(new("NotAuthenticated", ErrorCategory.AuthenticationError,
            "The store does not know the user, or the password is wrong.",
            "Connect again with the right user name and password: Connect-EventStore -Credential.", EndsPipeline: true)),
        Of<StoreCertificateException>(new("CertificateRefused", ErrorCategory.SecurityError,
            "The server's certificate was refused, so nothing was sent to it.",
            "Name the certificate authority of the server with Connect-EventStore -RootCertificate, and use a host name that is in the certificate.", EndsPipeline: true)),
        Of<StoreFormatException>(new("StoreFormat", ErrorCategory.InvalidData,
            "What the store holds was written by a newer version or by another program, or is damaged. Nothing was changed.",
            "Use the version that wrote it, name another file, or restore a backup; the message says which.", EndsPipeline: true)),
        Of<ConfigurationException>(error => error.Key == SessionSettings.UriKey, new("InvalidConnectionString", ErrorCategory.InvalidArgument,
            "The connection string cannot be used.",
            "Correct the part of the connection string that the message names, for example 'esdb://localhost:2113?tls=false'.", EndsPipeline: true)),
        Of<ConfigurationException>(new("InvalidConfiguration", ErrorCategory.InvalidArgument,
            "A setting is missing or wrong, given as a parameter or in the environment.",
            "Set or correct what the message names; about_PSEventSourcing lists the settings.", EndsPipeline: true)),
        Of<NotConnectedException>(new("NotConnected", ErrorCategory.ConnectionError,
            "There is no open session to do this with.",
            "Connect with Connect-EventStore; Get-EventStore shows the open sessions.", EndsPipeline: true)),
        Of<SessionClosedException>(new("SessionClosed", ErrorCategory.ConnectionError,
            "A session was used after it had been closed.",
            "Connect again with Connect-EventStore, or use a session that Get-EventStore shows.", EndsPipeline: true)),

        Of<AggregateNotFoundException>(error => error.Aggregate == typeof(Dog) && error.LastRevision is null, new("DogNotFound", ErrorCategory.ObjectNotFound,
            "There is no dog of the id.",
            "Check the id, and that you are connected to the store the dog was registered in; Get-Dog lists every dog, and Get-Dog -Name finds one by its name.")),
        Of<AggregateNotFoundException>(error => error.Aggregate == typeof(Dog), new("DogRevisionNotFound", ErrorCategory.ObjectNotFound,
            "The dog never reached the revision.",
            "Use a revision from 0 to the dog's last; Get-Dog without -Revision shows it.")),
        Of<NoDogOfNameException>(new("DogNameNotFound", ErrorCategory.ObjectNotFound,
            "No dog has the name.",
            "Check the name, or use wildcards; Get-Dog lists every dog.")),
        Of<EmptyDogNameException>(new("EmptyDogName", ErrorCategory.InvalidArgument,
            "A dog was to be registered without a name.",
            "Give the dog a name of at least one character that is no space.")),
        Of<EmptyTrickException>(new("EmptyTrick", ErrorCategory.InvalidArgument,
            "A dog was to learn a trick without a name; it learned none of those given with it.",
            "Give each trick a name of at least one character that is no space.")),
        Of<InvalidDogIdException>(new("InvalidDogId", ErrorCategory.InvalidArgument,
            "A text cannot be the id of a dog.",
            "Use the id as New-Dog or Get-Dog put it out.")),
        Of<DogAlreadyExistsException>(new("DogAlreadyExists", ErrorCategory.ResourceExists,
            "A dog of the id is registered already.",
            "Use another id, or leave -Id out to get a new one; Get-Dog shows the dog there is.")),

        Of<EmptyStreamNameException>(new("EmptyStreamName", ErrorCategory.InvalidArgument,
            "A stream was named by an empty text.",
            "Name the stream, for example 'Dog-' and the id of a dog.")),
        Of<InvalidEventDataException>(new("InvalidEventData", ErrorCategory.InvalidData,
            "What was given as data or metadata cannot be that of an event.",
            "Give a hashtable or an object, JSON text, or bytes.")),
        Of<InvalidEventException>(new("InvalidEvent", ErrorCategory.InvalidArgument,
            "An event cannot be appended as it was given.",
            "See the message; each event needs a type and an id of its own.")),
        Of<InvalidMetadataException>(new("InvalidStreamMetadata", ErrorCategory.InvalidArgument,
            "What was to be set as metadata of a stream is nothing that a store would look at. Nothing was changed.",
            "Give ages in whole seconds, and keys of your own other than those of the store.")),
        Of<InvalidPatternException>(new("InvalidPattern", ErrorCategory.InvalidArgument,
            "A pattern is no regular expression.",
            "Correct the pattern; to look for text as it is, use -Text.")),
        Of<InvalidPropertyPathException>(new("InvalidPropertyPath", ErrorCategory.InvalidArgument,
            "A path of a property is none.",
            "Write names with dots between them, and places in lists in brackets, for example 'items[0].name'.")),
        Of<InvalidWatchBeginException>(new("InvalidWatchBegin", ErrorCategory.InvalidArgument,
            "A watch was to begin at something that is no place.",
            "Use Start, End, a revision of the one stream that is watched, or a position in the log.")),
        Of<InvalidCheckpointException>(new("InvalidCheckpoint", ErrorCategory.InvalidData,
            "The file that a watch keeps its place in cannot be used.",
            "Use another file for each watch, one that can be written and that no other watch has open.")),
        Of<NotCorrelatedException>(new("NotCorrelated", ErrorCategory.InvalidArgument,
            "The event does not say what it belongs to.",
            "Trace an event whose metadata has a $correlationId, or name the id with -CorrelationId.")),
        Of<StreamNotFoundException>(new("StreamNotFound", ErrorCategory.ObjectNotFound,
            "The stream does not exist, or is soft-deleted.",
            "Check the name, which is case-sensitive, and that you are connected to the right store.")),
        Of<StreamDeletedException>(new("StreamDeleted", ErrorCategory.ObjectNotFound,
            "The stream has been deleted.",
            "Use another stream; the name of a tombstoned one can never be used again.")),
        Of<TruncatedStreamException>(new("StreamTruncated", ErrorCategory.InvalidData,
            "The first events of the stream are gone, so the aggregate cannot be rebuilt.",
            "Read what is left with Get-StreamEvent, and begin again under a new id.")),
        Of<WrongExpectedRevisionException>(new("WrongExpectedRevision", ErrorCategory.ResourceBusy,
            "The stream is not at the revision that was expected: another writer was faster. Nothing was written.",
            "Look at what was written in between, for example with Get-StreamEvent, and try again with the revision the stream has now.")),
        Of<UnknownEventTypeException>(new("UnknownEventType", ErrorCategory.InvalidData,
            "A stored event is of a type that is not known here.",
            "Look at the event with Get-StreamEvent; a newer version of the module may know its type.")),
        Of<EventDecryptionException>(new("EventNotDecrypted", ErrorCategory.SecurityError,
            "A stored event is encrypted, and the key is missing or wrong, or the event was tampered with.",
            "Set CIPHER_KEY to the key that the message asks for; if it is the right one, do not trust the event.")),
        Of<EventDecompressionException>(new("EventNotDecompressed", ErrorCategory.InvalidData,
            "The data of a stored event is damaged, or its compressor is not known.",
            "Set COMPRESSOR_TOPIC to the class that the message asks for, or restore the event from a backup.")),
        Of<EventMappingException>(new("EventNotReadable", ErrorCategory.InvalidData,
            "A stored event does not have the shape its type demands.",
            "Look at the event with Get-StreamEvent; a newer version of the module may know its shape.")),

        Of<AccessDeniedException>(new("AccessDenied", ErrorCategory.PermissionDenied,
            "The user is not allowed to do this.",
            "Connect as a user who may, or have the access rights of the stream or the file changed.")),
        Of<StoreTimeoutException>(new("StoreTimeout", ErrorCategory.OperationTimeout,
            "The store did not answer in time.",
            "Try again; if it happens often, raise the deadline in the connection string (defaultDeadline), or SQLITE_LOCK_TIMEOUT.")),
        Of<AppendOutcomeUnknownException>(new("AppendOutcomeUnknown", ErrorCategory.OperationTimeout,
            "A write was sent, and no answer came.",
            "Read the stream to see whether it happened before you write again.")),
        Of<AppendTooLargeException>(new("AppendTooLarge", ErrorCategory.LimitsExceeded,
            "The events are more than the store takes at once. Nothing was written.",
            "Write fewer or smaller events at once.")),
        Of<PersistenceException>(new("StoreError", ErrorCategory.InvalidResult,
            "The store answered with an error that has no id of its own.",
            "See the message, and the log of the server.")),
        Of<EventSourcingException>(new("EventSourcingError", ErrorCategory.InvalidOperation,
            "An error that has no id of its own.",
            "See the message.")),
    ];

    /// <summary>Every kind of error.</summary>
    public static IEnumerable<ErrorKind> Kinds => Entries.Select(entry => entry.Kind);

    /// <summary>The kind of an error: the first entry that fits.</summary>
    public static ErrorKind Find(EventSourcingException error) => Entries.First(entry => entry.Fits(error)).Kind;

    private static Entry Of<T>(ErrorKind kind)
        where T : EventSourcingException => new(error => error is T, kind);

    private static Entry Of<T>(Func<T, bool> when, ErrorKind kind)
        where T : EventSourcingException => new(error => error is T specific && when(specific), kind);

    private sealed record Entry(Func<EventSourcingException, bool> Fits, ErrorKind Kind);
}
