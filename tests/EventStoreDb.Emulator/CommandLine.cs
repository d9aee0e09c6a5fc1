using System.Globalization;

namespace EventStoreDb.Emulator;

/// <summary>What the program was called with.</summary>
internal sealed record CommandLine(EmulatorOptions Options, string? CertificateFile)
{
    public const string Usage =
        """
        An emulated EventStoreDB node, in memory, for tests.

          --port <n>      port of 127.0.0.1 to listen on (default 2113; 0: any free one)
          --tls           a secure node: TLS, and users admin and ops with the password changeit
          --projections <none|system|all>
                          which projections there are (default none)
          --start-standard-projections
                          run the standard projections from the start
          --ca-file <f>   where to write the certificate to trust (with --tls; default: a temporary file)
        """;

    private const int DefaultPort = 2113;

    /// <exception cref="FormatException">An argument is not known, or lacks its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var options = new EmulatorOptions { Port = DefaultPort };
        string? certificateFile = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--port" when i + 1 < arguments.Count:
                    options = options with { Port = ushort.Parse(arguments[++i], CultureInfo.InvariantCulture) };
                    break;
                case "--tls":
                    options = options with { Tls = true };
                    break;
                case "--projections" when i + 1 < arguments.Count
                    && Enum.TryParse<ProjectionMode>(arguments[i + 1], ignoreCase: true, out var projections):
                    options = options with { Projections = projections };
                    i++;
                    break;
                case "--start-standard-projections":
                    options = options with { StartStandardProjections = true };
                    break;
                case "--ca-file" when i + 1 < arguments.Count:
                    certificateFile = arguments[++i];
                    break;
                default:
                    throw new FormatException($"'{arguments[i]}' is not known, or its value is missing.");
            }
        }

        return new CommandLine(options, certificateFile);
    }
}
