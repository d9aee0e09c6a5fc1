namespace PSEventSourcing.Commands.ServerProjections;

/// <summary>The projections that every server brings along. Others may have names with a dollar sign too.</summary>
internal static class SystemProjections
{
    /// <summary>Whether a projection is one of them.</summary>
    public static bool Contain(string name) => IsWithoutQuery(name) || name is "$by_category" or "$stream_by_category" or "$by_correlation_id";

    /// <summary>Whether it is one of those without settings, which any text in their place would break.</summary>
    public static bool IsWithoutQuery(string name) => name is "$streams" or "$by_event_type";
}
