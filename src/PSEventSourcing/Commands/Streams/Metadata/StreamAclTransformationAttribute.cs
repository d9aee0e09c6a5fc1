using System.Collections;
using System.Management.Automation;
using EventSourcing.Persistence.Metadata;

namespace PSEventSourcing.Commands.Streams.Metadata;

/// <summary>Lets a parameter for an access control list take a hashtable: what may be done, and who may, one name or
/// several.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StreamAclTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is StreamAcl or null)
            return value;
        if (value is not IDictionary given)
            throw new ArgumentTransformationMetadataException("An access control list is a hashtable such as @{ Read = '$all'; Write = 'ann', '$ops' }.");

        var acl = new StreamAcl();
        foreach (DictionaryEntry entry in given)
        {
            var who = LanguagePrimitives.ConvertTo<string[]>(entry.Value) ?? [];
            acl = LanguagePrimitives.ConvertTo<string>(entry.Key).ToUpperInvariant() switch
            {
                "READ" => acl with { Read = who },
                "WRITE" => acl with { Write = who },
                "DELETE" => acl with { Delete = who },
                "METADATAREAD" => acl with { MetadataRead = who },
                "METADATAWRITE" => acl with { MetadataWrite = who },
                var other => throw new ArgumentTransformationMetadataException($"'{other}' is nothing that an access control list allows. It knows Read, Write, Delete, MetadataRead and MetadataWrite."),
            };
        }

        return acl;
    }
}
