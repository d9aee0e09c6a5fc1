import { setTimeout as pause } from "node:timers/promises";

/** Projections in JavaScript; on a node without projections, how it says so. */
export async function projections(check) {
  const { server, client } = check;
  const stream = check.name("stream");
  await server.append(stream, check.events(3));
  const counting = check.name("counting");
  const query = `fromStream("${stream}").when({ $init: () => ({ count: 0 }), $any: (s, e) => { s.count++; return s; } }).outputState()`;
  if (!(await check.tell("create", async () => {
    await client.createProjection(counting, query);
    return "created";
  }))) {
    return;
  }

  const status = async (name) => {
    const { projectionStatus, stateReason, name: own, effectiveName } = await client.getProjectionStatus(name);
    return { projectionStatus, stateReason: stateReason.length > 0, own, effectiveName };
  };
  const until = async (holds, action) => {
    for (let i = 0; i < 100; i++) {
      const value = await action().catch((error) => error);
      if (holds(value)) {
        return value;
      }

      await pause(100);
    }

    return action();
  };
  const counted = (count) => () => until((state) => state?.count === count, () => client.getProjectionState(counting));

  await check.tell("create again", () => client.createProjection(counting, query));
  await check.tell("state", counted(3));
  await server.append(stream, check.events(2, 3));
  await check.tell("state, live", counted(5));
  await check.tell("result", () => client.getProjectionResult(counting));
  await check.tell("status", () => status(counting));
  await check.tell("listed", () => client.listProjections(), (all) => all.filter(({ name }) => name === counting).length);
  await check.tell("standard ones", () => client.listProjections(), (all) =>
    all.map(({ name }) => name).filter((name) => name.startsWith("$")).sort());
  await check.tell("delete while it runs", () => client.deleteProjection(counting));
  await check.tell("disable", () => client.disableProjection(counting));
  await check.tell("status, disabled", () => until(({ projectionStatus }) => projectionStatus === "Stopped", () => status(counting)));
  await check.tell("disable again", () => client.disableProjection(counting));
  await check.tell("update", () => client.updateProjection(counting, query.replace("count++", "count += 10")));
  await check.tell("reset", () => client.resetProjection(counting));
  await check.tell("enable", () => client.enableProjection(counting));
  await check.tell("state, changed", counted(50));
  await check.tell("abort", () => client.abortProjection(counting));
  await check.tell("status, aborted", () => until(({ projectionStatus }) => /^(Stopped|Aborted)/.test(projectionStatus), () => status(counting)));
  await check.tell("delete", async () => {
    await client.disableProjection(counting);
    await until(({ projectionStatus }) => /^Stopped/.test(projectionStatus), () => status(counting));
    return client.deleteProjection(counting, { deleteStateStream: true, deleteCheckpointStream: true });
  });
  await check.tell("status, deleted", () => client.getProjectionStatus(counting));
  for (const call of ["getProjectionState", "getProjectionResult", "disableProjection", "enableProjection", "abortProjection", "resetProjection", "deleteProjection"]) {
    await check.tell(`${call}, no such`, () => client[call](check.name("nothing")));
  }

  await check.tell("update, no such", () => client.updateProjection(check.name("nothing"), query));
  await partitions(check, until);
  await emitting(check, until);
  await faulty(check, until, status);
}

async function partitions(check, until) {
  const { server, client } = check;
  const name = check.name("partitioned");
  const streams = [check.name("cat-1"), check.name("cat-2")];
  await server.append(streams[0], check.events(2));
  await server.append(streams[1], check.events(1));
  const sources = streams.map((stream) => `"${stream}"`).join(", ");
  await client.createProjection(name,
    `fromStreams([${sources}]).partitionBy((e) => e.streamId).when({ $init: () => ({ n: 0 }), $any: (s, e) => { s.n++; } })`);
  for (const partition of [...streams, check.name("no-partition"), undefined]) {
    await check.tell(`partition ${partition}`, () =>
      until((state) => state?.n > 0 || !streams.includes(partition), () => client.getProjectionState(name, { partition })));
  }
}

async function emitting(check, until) {
  const { server, client } = check;
  const [name, source, target] = [check.name("emitting"), check.name("source"), check.name("emitted")];
  await server.append(source, check.events(2));
  await client.createProjection(
    name,
    `fromStream("${source}").when({ $any: (s, e) => { emit("${target}", "Emitted", { from: e.data.n }); linkTo("${target}-links", e); } })`,
    { emitEnabled: true, trackEmittedStreams: true },
  );
  await until((events) => events.length === 2, () => server.read(`${target}-links`));
  for (const stream of [target, `${target}-links`]) {
    await check.tell(`emitted to ${stream}`, () => server.read(stream, { resolveLinkTos: true }), (events) =>
      events.map(({ event, link }) => ({ type: event?.type, data: event?.data, of: event?.streamId, by: link?.type })));
  }
}

async function faulty(check, until, status) {
  const { client } = check;
  const name = check.name("faulty");
  await check.tell("a query that is none", () => client.createProjection(name, "this is no query"));
  await check.tell("a query that is none, status", () =>
    until(({ projectionStatus }) => projectionStatus === "Faulted", () => status(name)));
  await check.tell("a query that is none, delete", () => client.deleteProjection(name));
  for (const [label, query] of Object.entries({
    "no source": "1 + 1",
    "each stream of some": `fromStreams(["a", "b"]).foreachStream().when({})`,
    "when twice": "fromAll().when({}).when({})",
    "an event that fails": `fromStream("${check.name("source")}").when({ $any: () => { throw new Error("no"); } })`,
  })) {
    const broken = check.name(`faulty ${label}`);
    await client.createProjection(broken, query);
    await check.tell(`a fault: ${label}`, async () => {
      await until(({ projectionStatus }) => projectionStatus === "Faulted", () => status(broken));
      const { status: text, stateReason, version, position } = await client.getProjectionStatus(broken);
      return { text, stateReason, version, position };
    });
  }

  await check.tell("track without emitting", () =>
    client.createProjection(check.name("tracking"), 'fromAll().when({})', { trackEmittedStreams: true }));
  await check.tell("without a name", () => client.createProjection("", "fromAll().when({})"));
}
