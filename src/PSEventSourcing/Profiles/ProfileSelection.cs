using System.Management.Automation;

namespace PSEventSourcing.Profiles;

/// <summary>Which profiles a name stands for.</summary>
internal static class ProfileSelection
{
    /// <returns>For a pattern those that match, which may be none; for a name the name itself, whether there is one or not
    /// is for who uses it.</returns>
    /// <exception cref="ProfileNotFoundException">There is no profile of the name.</exception>
    public static IReadOnlyList<string> Matching(string name)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        var found = ProfileFolder.Names().Where(pattern.IsMatch).ToList();
        return found.Count > 0 || WildcardPattern.ContainsWildcardCharacters(name) ? found : throw new ProfileNotFoundException(name);
    }
}
