// Registers a dog, teaches it tricks, and reads it back: as it is, as it was, and the events it is made of.
// With the id of a dog as argument, only reads it.
//
//   dotnet run --project examples/TrainingSchool
//
// Events are kept in memory. To keep them in EventStoreDB:
//
//   PERSISTENCE_MODULE=EventSourcing.EventStoreDb EVENTSTOREDB_URI=esdb://localhost:2113?tls=false \
//     dotnet run --project examples/TrainingSchool
using System.Text;
using EventSourcing.Persistence;
using Examples;

await using var school = new TrainingSchool();

var id = args.Length > 0 ? args[0] : await school.RegisterAsync("Fido");
if (args.Length == 0)
{
    await school.AddTrickAsync(id, "roll over");
    await school.AddTrickAsync(id, "play dead");
    await school.AddTrickAsync(id, "fetch ball");
}

var dog = await school.GetDogAsync(id);
Console.WriteLine($"{dog.Name} ({dog.Id}) is at revision {dog.Revision} and knows: {string.Join(", ", dog.Tricks)}");

var earlier = await school.GetDogAsync(id, revision: 1);
Console.WriteLine($"At revision 1 {earlier.Name} knew: {string.Join(", ", earlier.Tricks)}");

await foreach (var stored in school.Recorder.ReadStreamAsync($"Dog-{id}", StreamRead.Forwards))
    Console.WriteLine($"  {stored.Revision}  {stored.Type,-16} {Encoding.UTF8.GetString(stored.Data.Span)}");
