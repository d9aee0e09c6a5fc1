namespace EventSourcing.Tests.Persistence.Model;

/// <summary>An event of the model. Its number stands for its id, and decides its type.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Revision">Its place in the stream.</param>
/// <param name="Number">The number of its id.</param>
internal sealed record ModelEvent(string Stream, long Revision, int Number)
{
    private static readonly string[] Types = ["Dog.Registered", "Dog.TrickAdded", "Cat.Registered"];

    public string Type => TypeOf(Number);

    public static string TypeOf(int number) => Types[number % Types.Length];

    public override string ToString() => Outcome.Event(Stream, Revision, Number);
}
