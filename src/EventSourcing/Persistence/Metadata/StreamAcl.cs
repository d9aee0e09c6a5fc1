namespace EventSourcing.Persistence.Metadata;

/// <summary>Who may do what with a stream. Each list holds names of users and roles, such as <c>$admins</c>, <c>$ops</c> or
/// <c>$all</c> (everybody); an empty list means nobody, <see langword="null"/> the server's default. Administrators may do
/// everything always.</summary>
public sealed record StreamAcl
{
    /// <summary>Who may read the stream (<c>$r</c>).</summary>
    public IReadOnlyList<string>? Read { get; init; }

    /// <summary>Who may append to it (<c>$w</c>).</summary>
    public IReadOnlyList<string>? Write { get; init; }

    /// <summary>Who may delete it (<c>$d</c>).</summary>
    public IReadOnlyList<string>? Delete { get; init; }

    /// <summary>Who may read its metadata (<c>$mr</c>).</summary>
    public IReadOnlyList<string>? MetadataRead { get; init; }

    /// <summary>Who may change its metadata (<c>$mw</c>).</summary>
    public IReadOnlyList<string>? MetadataWrite { get; init; }
}
