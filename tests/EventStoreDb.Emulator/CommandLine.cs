using System.Globalization;

namespace EventStoreDb.Emulator;

/// <summary>What the program was called with.</summary>
/// <param name="Options">How to run the node, or each of them.</param>
/// <param name="CertificateFile">Where to write the certificate to trust.</param>
/// <param name="Nodes">How many nodes the cluster has; one is no cluster.</param>
internal sealed record CommandLine(EmulatorOptions Options, string? CertificateFile, int Nodes)
{
    public const string Usage =
        """
        An emulated EventStoreDB node or cluster, in memory, for tests.

          --port <n>      port of 127.0.0.1 to listen on (default 2113; 0: any free one)
          --cluster <n>   a cluster of n nodes, on this port and the ones after it; lines typed to it are commands:
                          kill-leader, kill <node>, restart <node>, resign-leader
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
        var nodes = 1;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--port" when i + 1 < arguments.Count:
                    options = options with { Port = ushort.Parse(arguments[++i], CultureInfo.InvariantCulture) };
                    break;
                case "--cluster" when i + 1 < arguments.Count:
                    nodes = Math.Max((int)byte.Parse(arguments[++i], CultureInfo.InvariantCulture), 1);
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

        return new CommandLine(options, certificateFile, nodes);
    }
}
