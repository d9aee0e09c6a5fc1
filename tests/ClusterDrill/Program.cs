// Appends without pause to a cluster and follows it with one subscription, while the leader is killed again and again.
// Then compares what was acknowledged, what is stored, and what the subscription delivered.
//
//   dotnet run --project tests/ClusterDrill -- 'esdb://127.0.0.1:2111,127.0.0.1:2112,127.0.0.1:2113?tls=false' './kill-leader.sh' [kills, 3] [seconds between, 15]
//
// The command is run by the shell; it must kill the node that is leader then, and start killed nodes again, or leave
// enough of them for a quorum. Exit code 1 where something was lost, doubled or out of order.
using System.Diagnostics;
using System.Globalization;
using ClusterDrill;
using EventSourcing.EventStoreDb;
using EventSourcing.Persistence;

if (args.Length < 2)
{
    await Console.Error.WriteLineAsync("usage: ClusterDrill CONNECTION-STRING KILL-COMMAND [KILLS] [SECONDS]");
    return 2;
}

var kills = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 3;
var between = TimeSpan.FromSeconds(args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 15);
var prefix = $"drill-{Guid.NewGuid():N}-";
var filter = new EventFilter { StreamPrefixes = [prefix] };

await using var recorder = new EventStoreDbModule().Open(new Settings { ["EVENTSTOREDB_URI"] = args[0] });
var writers = new Writers(recorder, prefix);
using var enoughWritten = new CancellationTokenSource();
using var enoughDelivered = new CancellationTokenSource();
var delivered = new List<Guid>();
var following = FollowAsync();
var writing = writers.RunAsync(enoughWritten.Token);

for (var kill = 1; kill <= kills; kill++)
{
    await Task.Delay(between, TimeProvider.System);
    Console.WriteLine($"{writers.Acknowledged.Count} acknowledged; kill {kill}");
    using var command = Process.Start(OperatingSystem.IsWindows() ? "cmd" : "sh", [OperatingSystem.IsWindows() ? "/c" : "-c", args[1]]);
    await command.WaitForExitAsync();
}

await Task.Delay(between, TimeProvider.System);
await enoughWritten.CancelAsync();
await writing;
var stored = await recorder.ReadAllAsync(new AllRead { Filter = filter }).Select(read => read.Id).ToListAsync();
for (var waits = 0; waits < 100 && delivered.Count < stored.Count; waits++)
    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
await enoughDelivered.CancelAsync();
await following;

var lost = writers.Acknowledged.Except(stored).Count();
var doubled = stored.Count - stored.Distinct().Count() + delivered.Count - delivered.Distinct().Count();
var inOrder = delivered.SequenceEqual(stored);
Console.WriteLine($"acknowledged {writers.Acknowledged.Count}, stored {stored.Count}, delivered {delivered.Count}");
Console.WriteLine($"lost {lost}, doubled {doubled}, delivered in the order of the log: {(inOrder ? "yes" : "no")}");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"longest pause without an acknowledged append: {writers.LongestPause.TotalSeconds:0.0} s; errors seen: {string.Join(", ", writers.Errors.DefaultIfEmpty("none"))}"));
return lost == 0 && doubled == 0 && inOrder ? 0 : 1;

async Task FollowAsync()
{
    try
    {
        await foreach (var message in recorder.SubscribeAllAsync(new AllSubscription { Filter = filter }, enoughDelivered.Token))
            if (message.IsEvent)
                delivered.Add(message.Event.Id);
    }
    catch (OperationCanceledException)
    {
        // Enough.
    }
}
