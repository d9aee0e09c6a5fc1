using System.Collections;
using System.Management.Automation;

namespace PSEventSourcing.Commands.Streams.Transfer.Renaming;

/// <summary>Lets a parameter for new names take a hashtable, or a script block that is asked for each.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StreamRenamingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        null => null,
        StreamRenaming renaming => renaming,
        IDictionary names => FromDictionary(names),
        ScriptBlock script => new StreamRenaming(stream => Ask(script, stream)),
        var other => throw new ArgumentTransformationMetadataException($"'{other}' does not say what streams are to be called. Use a hashtable such as @{{ 'Account-1' = 'Account-2' }}, or a script block such as {{ \"copy-of-$_\" }}."),
    };

    private static StreamRenaming FromDictionary(IDictionary names)
    {
        // Case matters in the names of streams, and does not in a hashtable.
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry name in names)
            renamed[LanguagePrimitives.ConvertTo<string>(name.Key)] = LanguagePrimitives.ConvertTo<string>(name.Value);
        return new StreamRenaming(stream => renamed.GetValueOrDefault(stream, stream));
    }

    private static string Ask(ScriptBlock script, string stream) =>
        LanguagePrimitives.ConvertTo<string>(script.InvokeWithContext(null, [new PSVariable("_", stream)], stream).LastOrDefault()) ?? "";
}
