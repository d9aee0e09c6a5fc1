// Counts the tricks of all dogs by name, in a table of SQLite that follows the events.
//
//   dotnet run --project examples/TrickCounts
//
// Events are kept in a SQLite file beside the program; run it again, and it goes on counting. With the argument "rebuild"
// it counts from zero. To follow EventStoreDB:
//
//   PERSISTENCE_MODULE=EventSourcing.EventStoreDb EVENTSTOREDB_URI=esdb://localhost:2113?tls=false \
//     dotnet run --project examples/TrickCounts
using EventSourcing.Persistence;
using EventSourcing.Projections;
using EventSourcing.Sqlite;
using EventSourcing.Sqlite.Views;
using Examples;

var settings = new Settings();
var module = Environment.GetEnvironmentVariable("PERSISTENCE_MODULE");
if (module is null)
{
    settings["PERSISTENCE_MODULE"] = "EventSourcing.Sqlite";
    settings["SQLITE_DBNAME"] = Path.Combine(AppContext.BaseDirectory, "school.db");
}

await using var school = new TrainingSchool { Settings = settings };

// A view belongs to the store that it follows: another store, another file.
await using var views = new SqliteViews(new SqliteSettings(Path.Combine(AppContext.BaseDirectory, $"tricks-of-{module ?? "school"}.db")));
await using var runner = ProjectionRunner.Create(school.FollowedLog, new TrickCounts(), views);
if (args is ["rebuild"])
    await runner.RebuildAsync();
else
    await runner.StartAsync();

var id = await school.RegisterAsync("Fido");
await school.AddTrickAsync(id, "roll over");
await school.AddTrickAsync(id, "fetch ball");

var rex = new Dog("Rex");
rex.AddTrick("fetch ball");
var saved = await school.Repository.SaveAsync(rex);

// Now the table holds at least what was saved here.
await runner.WaitForAsync(saved.Position!.Value);

await using var connection = await views.OpenConnectionAsync();
await using var query = connection.CreateCommand();
query.CommandText = "SELECT name, count FROM tricks ORDER BY count DESC, name";
await using var rows = await query.ExecuteReaderAsync();
while (await rows.ReadAsync())
    Console.WriteLine($"{rows.GetInt32(1),4}  {rows.GetString(0)}");

Console.WriteLine($"{runner.Name} has processed the log up to position {runner.Status.Processed}.");
