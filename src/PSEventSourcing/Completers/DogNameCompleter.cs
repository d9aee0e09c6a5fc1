using System.Management.Automation;

namespace PSEventSourcing.Completers;

/// <summary>Offers the names of dogs, with their ids as tooltips.</summary>
public sealed class DogNameCompleter : DogCompleter
{
    private protected override bool Matches(string id, string name, string word) =>
        name.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private protected override CompletionResult Result(string id, string name) =>
        Value(name, tip: id);
}
