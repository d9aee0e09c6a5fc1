using EventSourcing.Persistence;

namespace EventSourcing.Sqlite.Files;

/// <summary>The tables of a kind of file: what tells the kind from others, and the steps that bring a file from each version
/// to the next. An empty file is at version 0.</summary>
/// <param name="ApplicationId">The mark in the file's header (<c>PRAGMA application_id</c>).</param>
/// <param name="Content">What such a file holds, for messages.</param>
/// <param name="Steps">The SQL of each step; the version (<c>PRAGMA user_version</c>) is how many were taken. A step that
/// was released never changes.</param>
internal record Schema(int ApplicationId, string Content, IReadOnlyList<string> Steps)
{
    /// <summary>Finds out whether the file is of this kind, and up to date.</summary>
    /// <exception cref="StoreFormatException">It is of another kind, or of a newer version.</exception>
    public virtual bool IsCurrent(Database database, string file)
    {
        var (application, version) = (database.Number("PRAGMA application_id"), database.Number("PRAGMA user_version"));
        if (application != ApplicationId && (application != 0 || version != 0 || database.Number("SELECT count(*) FROM sqlite_schema") != 0))
            throw new StoreFormatException($"The SQLite file '{file}' holds no {Content}: another program made it. Name another file; this one was left as it is.");
        if (version > Steps.Count)
            throw new StoreFormatException($"The SQLite file '{file}' is of version {version}, and this version of the library knows versions up to {Steps.Count}. Use the library that wrote it, or a newer one; the file was left as it is.");
        return version == Steps.Count;
    }

    /// <summary>Takes the steps that are left, all or none. The caller has begun a transaction that may write.</summary>
    public virtual void Upgrade(Database database, string file)
    {
        if (IsCurrent(database, file))
            return;
        foreach (var step in Steps.Skip((int)database.Number("PRAGMA user_version")!))
            database.Execute(step);
        database.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Steps.Count}");
    }
}
