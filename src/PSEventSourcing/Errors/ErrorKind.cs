using System.Management.Automation;
using EventSourcing.Domain;

namespace PSEventSourcing.Errors;

/// <summary>What scripts and operators can rely on about one kind of error.</summary>
/// <param name="Id">The stable id; the first part of the <c>FullyQualifiedErrorId</c>.</param>
/// <param name="Category">The category.</param>
/// <param name="Means">What has happened, for the docs.</param>
/// <param name="RecommendedAction">What to do.</param>
/// <param name="EndsPipeline">Whether no other input could succeed either.</param>
internal sealed record ErrorKind(string Id, ErrorCategory Category, string Means, string RecommendedAction, bool EndsPipeline = false)
{
    public ErrorRecord ToRecord(EventSourcingException error, object? target) => new(error, Id, Category, target)
    {
        ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = RecommendedAction },
    };
}
