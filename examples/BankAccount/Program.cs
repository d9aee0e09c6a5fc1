// A bank account with a long life, snapshots of it, and two tellers who want the same money.
//
//   dotnet run --project examples/BankAccount
//
// Events are kept in memory. To keep them in EventStoreDB:
//
//   PERSISTENCE_MODULE=EventSourcing.EventStoreDb EVENTSTOREDB_URI=esdb://localhost:2113?tls=false \
//     dotnet run --project examples/BankAccount
using System.Text;
using EventSourcing.Persistence;
using Examples;

await using var bank = new Bank();

var id = await bank.OpenAsync("Ann");
for (var day = 1; day <= 250; day++)
    await bank.DepositAsync(id, 4);

var account = await bank.Repository.GetAsync<Account>(id);
Console.WriteLine($"{account.Owner} has {account.Balance} after {account.Revision + 1} events. Snapshots of it, taken with every hundredth:");
await foreach (var snapshot in bank.Recorder.ReadStreamAsync($"snapshot-Account-{id}", StreamRead.Forwards))
    Console.WriteLine($"  {snapshot.Type}  {Encoding.UTF8.GetString(snapshot.Data.Span)}");

var earlier = await bank.Repository.GetAsync<Account>(id, revision: 150);
Console.WriteLine($"At revision 150 it was {earlier.Balance}: the snapshot of revision 99, and the 51 events after it.");

// Two tellers look at the account at the same time, and each pays out 800.
Console.WriteLine();
var (one, other) = (await bank.Repository.GetAsync<Account>(id), await bank.Repository.GetAsync<Account>(id));
one.Withdraw(800);
other.Withdraw(800);
await bank.Repository.SaveAsync(one);
Console.WriteLine($"One teller pays out 800 and leaves {one.Balance}.");
try
{
    await bank.Repository.SaveAsync(other);
}
catch (WrongExpectedRevisionException conflict)
{
    Console.WriteLine($"The other is refused: expected {conflict.Expected}, but the account is at {conflict.Actual}.");
}

// A use case that goes by UpdateAsync loads the account again, and decides again on what it finds.
try
{
    await bank.WithdrawAsync(id, 800);
}
catch (OverdrawnException overdrawn)
{
    Console.WriteLine($"Tried again, the account decides on what is left: {overdrawn.Message}");
}

await bank.WithdrawAsync(id, 200);
Console.WriteLine($"In the end there is {(await bank.Repository.GetAsync<Account>(id)).Balance}. Not a coin was paid twice.");
