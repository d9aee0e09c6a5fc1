using EventSourcing.EventStoreDb.Protos.Streams;
using EventStoreDb.Emulator.Access;
using EventStoreDb.Emulator.Clustering;
using EventStoreDb.Emulator.Store;
using Grpc.Core;

namespace EventStoreDb.Emulator.Services;

internal sealed class StreamsService(
    Database database, Writer writer, AccessControl access, Member node, EmulatorOptions options)
    : Streams.StreamsBase
{
    public override Task<AppendResp> Append(IAsyncStreamReader<AppendReq> requestStream, ServerCallContext context) =>
        new AppendCall(writer, access, options.MaxAppendSize).RunAsync(requestStream, context);

    public override Task BatchAppend(
        IAsyncStreamReader<BatchAppendReq> requestStream,
        IServerStreamWriter<BatchAppendResp> responseStream,
        ServerCallContext context) =>
        new BatchAppendCall(writer, access, options, context.Caller()).RunAsync(
            requestStream, responseStream, context.CancellationToken);

    public override Task Read(ReadReq request, IServerStreamWriter<ReadResp> responseStream, ServerCallContext context)
    {
        var plan = ReadPlan.Parse(request.Options);
        if (!access.Allows(context.Caller(), StreamAction.Read, plan.Stream ?? StreamName.All))
        {
            throw Errors.AccessDenied();
        }

        var answers = new ReadAnswers(responseStream, database, plan, context.CancellationToken);
        return plan switch
        {
            { Stream: { } name } when StreamName.IsInMemory(name) => new MemoryStreamRead(node.States, plan, answers).RunAsync(),
            { IsSubscription: true, Stream: not null } => new StreamSubscription(database, plan, answers).RunAsync(),
            { IsSubscription: true } => new LogSubscription(database, plan, answers).RunAsync(),
            { Stream: not null } => new StreamRead(database, plan, answers).RunAsync(),
            _ => new LogRead(database, plan, answers).RunAsync(),
        };
    }

    public override async Task<DeleteResp> Delete(DeleteReq request, ServerCallContext context)
    {
        var asked = request.Options ?? throw new MalformedRequestException("Options are required.");
        var expected = asked.ExpectedStreamRevisionCase switch
        {
            DeleteReq.Types.Options.ExpectedStreamRevisionOneofCase.Revision => Requests.Exactly(asked.Revision),
            DeleteReq.Types.Options.ExpectedStreamRevisionOneofCase.NoStream => ExpectedRevision.NoStream,
            DeleteReq.Types.Options.ExpectedStreamRevisionOneofCase.Any => ExpectedRevision.Any,
            DeleteReq.Types.Options.ExpectedStreamRevisionOneofCase.StreamExists => ExpectedRevision.StreamExists,
            var none => throw Errors.NotValid(none.ToString(), "DeleteReq+Types+Options+ExpectedStreamRevisionOneofCase"),
        };
        var stream = DeletableStream(asked.StreamIdentifier, context);
        var position = Position(
            await writer.DeleteAsync(stream, expected, context.CancellationToken), stream, expected);
        return new DeleteResp
        {
            Position = new DeleteResp.Types.Position { CommitPosition = position, PreparePosition = position },
        };
    }

    public override async Task<TombstoneResp> Tombstone(TombstoneReq request, ServerCallContext context)
    {
        var asked = request.Options ?? throw new MalformedRequestException("Options are required.");
        var expected = asked.ExpectedStreamRevisionCase switch
        {
            TombstoneReq.Types.Options.ExpectedStreamRevisionOneofCase.Revision => Requests.Exactly(asked.Revision),
            TombstoneReq.Types.Options.ExpectedStreamRevisionOneofCase.NoStream => ExpectedRevision.NoStream,
            TombstoneReq.Types.Options.ExpectedStreamRevisionOneofCase.Any => ExpectedRevision.Any,
            TombstoneReq.Types.Options.ExpectedStreamRevisionOneofCase.StreamExists => ExpectedRevision.StreamExists,
            var none => throw Errors.NotValid(none.ToString(), "TombstoneReq+Types+Options+ExpectedStreamRevisionOneofCase"),
        };
        var stream = DeletableStream(asked.StreamIdentifier, context);
        var position = Position(
            await writer.TombstoneAsync(stream, expected, context.CancellationToken), stream, expected);
        return new TombstoneResp
        {
            Position = new TombstoneResp.Types.Position { CommitPosition = position, PreparePosition = position },
        };
    }

    private static ulong Position(WriteOutcome outcome, string stream, ExpectedRevision expected) => outcome switch
    {
        WriteOutcome.Written { Position: { } position } => (ulong)position,
        WriteOutcome.Conflict conflict => throw Errors.WrongExpectedVersion(stream, expected.Value, conflict.Actual),
        _ => throw Errors.Refused(outcome, stream),
    };

    private string DeletableStream(EventSourcing.EventStoreDb.Protos.StreamIdentifier? identifier, ServerCallContext context)
    {
        var stream = Requests.WritableStreamName(identifier);
        return access.Allows(context.Caller(), StreamAction.Delete, stream) ? stream : throw Errors.AccessDenied();
    }
}
