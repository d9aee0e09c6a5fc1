namespace EventSourcing.EventStoreDb.Client.Telemetry;

/// <summary>The names of what spans and measurements are tagged with: those of OpenTelemetry's semantic conventions, and
/// for what these have no word, those of the server's official clients.</summary>
internal static class Tags
{
    /// <summary>What the conventions call the store, as a database and as a messaging system.</summary>
    public const string Store = "eventstoredb";

    public const string System = "db.system.name";
    public const string Operation = "db.operation.name";
    public const string Collection = "db.collection.name";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";
    public const string ExceptionType = "exception.type";
    public const string MessagingSystem = "messaging.system";
    public const string MessagingOperation = "messaging.operation.name";
    public const string MessagingOperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string Group = "messaging.consumer.group.name";
    public const string MessageId = "messaging.message.id";
    public const string MessageCount = "messaging.batch.message_count";
    public const string EventId = "db.eventstoredb.event.id";
    public const string EventType = "db.eventstoredb.event.type";
    public const string RetryCount = "db.eventstoredb.event.retry_count";
    public const string Resumed = "db.eventstoredb.resumed";
}
