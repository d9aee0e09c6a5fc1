using System.Management.Automation;

namespace PSEventSourcing.Tests.Hosting;

/// <summary>What came of a script.</summary>
/// <param name="Output">What it put out.</param>
/// <param name="Errors">The errors it wrote, and last the one that ended it, if one did.</param>
/// <param name="Ended">Whether an error ended it.</param>
/// <param name="Warnings">The warnings.</param>
/// <param name="Verbose">The verbose messages.</param>
internal sealed record Outcome(
    IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, bool Ended, IReadOnlyList<string> Warnings, IReadOnlyList<string> Verbose)
{
    /// <summary>What is left out of the text.</summary>
    public string? Mark { get; init; }

    /// <summary>The output as text, one line for each object.</summary>
    public IReadOnlyList<string> Lines => [.. Output.Select(item => LanguagePrimitives.ConvertTo<string>(item) ?? "").Select(Unmarked)];

    /// <summary>The output as text, in one line.</summary>
    public string Line => string.Join(' ', Lines);

    /// <summary>The ids of the errors, without the names of the cmdlets.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>The id of the only error there is.</summary>
    public string ErrorId => Assert.Single(ErrorIds);

    /// <summary>The only error there is.</summary>
    public ErrorRecord Error => Assert.Single(Errors);

    /// <summary>The outcome, if there was no error.</summary>
    public Outcome Succeeded()
    {
        Assert.Empty(Errors.Select(error => error.ToString()));
        return this;
    }

    private string Unmarked(string text) => Mark is null ? text : text.Replace(Mark, "", StringComparison.Ordinal);
}
