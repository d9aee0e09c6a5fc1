namespace EventSourcing.EventStoreDb.Client.Errors;

/// <summary>What a call changes in the server, beside streams.</summary>
internal enum Changes
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Something, and a second time nothing more.</summary>
    ToTheSame,

    /// <summary>Something, and a second time it would fail or do more.</summary>
    Once,
}
