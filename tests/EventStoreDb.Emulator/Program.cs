using System.Globalization;
using EventStoreDb.Emulator;

CommandLine commandLine;
try
{
    commandLine = CommandLine.Parse(args);
}
catch (Exception e) when (e is FormatException or OverflowException)
{
    await Console.Error.WriteLineAsync(e.Message);
    await Console.Error.WriteLineAsync(CommandLine.Usage);
    return 2;
}

using var ended = new EndOfProcess();
if (commandLine.Nodes > 1)
{
    await using var cluster = await EmulatorCluster.StartAsync(commandLine.Nodes, commandLine.Options);
    await TellAsync(cluster.ConnectionString, cluster.CertificateAuthority, cluster.Addresses[0].Port);
    await Operator.ObeyAsync(cluster, Console.In, Console.Out, ended.Asked);
    return 0;
}

await using var server = await EmulatorServer.StartAsync(commandLine.Options);
await TellAsync(server.ConnectionString, server.CertificateAuthority, server.Address.Port);
await Task.WhenAny(ended.Asked, server.Stopping);
return 0;

async Task TellAsync(string connectionString, string? pem, int port)
{
    Console.WriteLine(connectionString);
    if (pem is not null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"eventstoredb-emulator-{port}.pem");
        var file = commandLine.CertificateFile ?? Path.Combine(Path.GetTempPath(), name);
        await File.WriteAllTextAsync(file, pem);
        Console.WriteLine(file);
    }
}
