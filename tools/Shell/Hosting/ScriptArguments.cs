using System.Collections;

namespace PSEventSourcing.Shell.Hosting;

/// <summary>Arguments of a script as a command line has them.</summary>
internal static class ScriptArguments
{
    /// <summary>Tells <c>-Name value</c> and <c>-Switch</c> from values that are meant by their place.</summary>
    public static (IDictionary Named, IList Positional) Split(IEnumerable<string> arguments)
    {
        var named = new Hashtable(StringComparer.OrdinalIgnoreCase);
        var positional = new ArrayList();
        var pending = new Queue<string>(arguments);
        while (pending.TryDequeue(out var argument))
        {
            if (!IsName(argument))
                positional.Add(argument);
            else if (pending.TryPeek(out var value) && !IsName(value))
                named[argument[1..]] = pending.Dequeue();
            else
                named[argument[1..]] = true;
        }

        return (named, positional);
    }

    private static bool IsName(string argument) => argument.Length > 1 && argument[0] == '-' && char.IsLetter(argument[1]);
}
