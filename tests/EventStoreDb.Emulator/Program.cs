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
await using var server = await EmulatorServer.StartAsync(commandLine.Options);
Console.WriteLine(server.ConnectionString);
if (server.CertificateAuthority is { } pem)
{
    var file = commandLine.CertificateFile
        ?? Path.Combine(Path.GetTempPath(), $"eventstoredb-emulator-{server.Address.Port}.pem");
    await File.WriteAllTextAsync(file, pem);
    Console.WriteLine(file);
}

await Task.WhenAny(ended.Asked, server.Stopping);
return 0;
