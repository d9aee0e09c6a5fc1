using EventSourcing.Persistence;
using EventSourcing.ProcessManagers;
using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.ProcessManagers;

/// <summary>Issues a certificate to each dog, awards each trick to it, and counts all awards in one more aggregate.</summary>
public sealed class Certification : ProcessManager
{
    public const string Ledger = "ledger";

    public Certification()
    {
        On<Dog.Registered>((process, _, recorded) => process.Add(new Certificate(DogId(recorded))));
        On<Dog.TrickAdded>(async (process, e, recorded, cancel) =>
        {
            var certificate = await process.GetAsync<Certificate>(DogId(recorded), cancel);
            certificate.Award(e.Trick);
            var ledger = await process.TryGetAsync<Certificate>(Ledger, cancel);
            if (ledger is null)
                process.Add(ledger = new Certificate(Ledger));
            ledger.Award(e.Trick);
            Handled?.Invoke(recorded);
        });
    }

    public Action<RecordedEvent>? Handled { get; init; }

    private static string DogId(RecordedEvent recorded) => recorded.Stream["Dog-".Length..];
}
