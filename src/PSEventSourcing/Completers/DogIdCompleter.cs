using System.Management.Automation;

namespace PSEventSourcing.Completers;

/// <summary>Offers the ids of dogs, with their names as tooltips. The beginning of a name finds the id, too.</summary>
public sealed class DogIdCompleter : DogCompleter
{
    private protected override bool Matches(string id, string name, string word) =>
        id.StartsWith(word, StringComparison.Ordinal) || name.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private protected override CompletionResult Result(string id, string name) =>
        Value(id, $"{name} ({id})", name);
}
