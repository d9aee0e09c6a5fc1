// Appends to a stream of a SQLite file, one event after the other, and prints each append once it is acknowledged:
//
//     SqliteWriter FILE STREAM COUNT
//
// prints "ready", waits for a line, then prints "REVISION POSITION" COUNT times. Tests run several at once, and kill them.

using System.Globalization;
using EventSourcing.Persistence;
using EventSourcing.Sqlite;

var (file, stream, count) = (args[0], args[1], long.Parse(args[2], CultureInfo.InvariantCulture));
await using var recorder = new SqliteRecorder(new SqliteSettings(file) { LockTimeout = TimeSpan.FromSeconds(60) });
var last = await recorder.ReadStreamAsync(stream, StreamRead.Backwards with { MaxCount = 1 }).Select(found => found.Revision).FirstOrDefaultAsync(-1);

Console.WriteLine("ready");
_ = Console.ReadLine();
for (var end = last + count; last < end;)
{
    var appended = await recorder.AppendAsync(stream, ExpectedRevision.Exactly(last), [new NewEvent(Guid.CreateVersion7(), "Written", "{}"u8.ToArray())]);
    last = appended.Revision;
    Console.WriteLine($"{appended.Revision} {appended.Position}");
}
