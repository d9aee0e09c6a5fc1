// Works with the client without pause, on a cluster that goes wrong and loses its leader, and looks whether handles,
// threads and memory stay what they are. The cluster is an emulated one in a process of its own; EVENTSTOREDB_URI names a
// real server instead.
//
//   SOAK_SECONDS=120 dotnet run --project tests/Soak
//
// Prints the samples. Exit code 1 where something grew.
using System.Globalization;
using EventSourcing.EventStoreDb.Client.Connection;
using Soak;

if (args is ["serve"])
{
    await Server.RunAsync();
    return 0;
}

const int SampleCount = 24;
var time = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("SOAK_SECONDS") ?? "120", CultureInfo.InvariantCulture));
using var server = ServerProcess.StartUnless(Environment.GetEnvironmentVariable("EVENTSTOREDB_URI"));
var settings = EventStoreDbClientSettings.Parse(await server.ConnectionStringAsync()) with
{
    DefaultDeadline = TimeSpan.FromSeconds(5),
    KeepAliveInterval = TimeSpan.FromSeconds(1),
    KeepAliveTimeout = TimeSpan.FromSeconds(1),
};

using var enough = new CancellationTokenSource();
var work = new Work(settings);
var working = work.RunAsync(enough.Token);
var samples = new List<Sample>();
for (var taken = 0; taken < SampleCount; taken++)
{
    await Task.Delay(time / SampleCount, TimeProvider.System);
    samples.Add(Sample.Take());
    Console.WriteLine($"{samples[^1]}; {work}");
}

await enough.CancelAsync();
await working;
var growth = Growth.Of(samples).ToList();
growth.ForEach(Console.WriteLine);
return work.HasDoneEverything && growth.TrueForAll(one => one.IsFlat) ? 0 : 1;
