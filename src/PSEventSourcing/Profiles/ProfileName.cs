namespace PSEventSourcing.Profiles;

/// <summary>What may name profiles and sessions: it is a file's name too, on every system, and never a number, which is a
/// session's other name.</summary>
internal static class ProfileName
{
    private const int Longest = 64;

    /// <exception cref="InvalidProfileNameException">It may not.</exception>
    public static void Check(string name)
    {
        if (name.Length is 0 or > Longest || !char.IsAsciiLetter(name[0]) || name[^1] == '.' || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            throw new InvalidProfileNameException(name);
    }
}
