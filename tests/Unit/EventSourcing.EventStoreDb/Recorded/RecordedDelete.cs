using EventSourcing.EventStoreDb.Client;
using EventSourcing.EventStoreDb.Client.Connection;
using EventSourcing.Persistence;
using EventSourcing.Tests.Wire;

namespace EventSourcing.Tests.EventStoreDb.Recorded;

/// <summary>A delete or tombstone.</summary>
internal sealed class RecordedDelete(WireCall call) : RecordedCall(call)
{
    private readonly AppendIntent? _intent = AppendIntent.Of(call.Requests[0].Complete()?["options"], []);

    protected override async Task AskAsync(EventStoreDbClient client, EventStoreDbClientSettings settings, CancellationToken cancel)
    {
        var (stream, expected, _) = _intent ?? AppendIntent.Simple;
        Task<Position?> DeleteAsync() => Call.Rpc.EndsWith("Delete", StringComparison.Ordinal)
            ? client.DeleteAsync(stream, expected, cancel)
            : client.TombstoneAsync(stream, expected, cancel);

        if (Call.Status?.Code == 0)
        {
            Assert.Equal(WireJson.Position(Call.Responses[0]["position"]), await DeleteAsync());
            return;
        }

        var error = await ExpectedError.AssertAsync(ExpectedError.Of(Call, writes: true), DeleteAsync);
        if (error is WrongExpectedRevisionException conflict)
        {
            var actual = Call.Trailers["actual-version"];
            Assert.Equal((stream, expected, actual == "-1" ? null : WireJson.Number(actual)), (conflict.Stream, conflict.Expected, conflict.Actual));
        }
    }

    protected override void Check(WireRequest recorded, byte[] actual)
    {
        if (_intent is not null)
            Assert.Equal(WireJson.Normalised(recorded.Json)!.ToJsonString(), WireJson.Normalised(Contract.RequestJson(Call.Rpc, actual))!.ToJsonString());
    }
}
