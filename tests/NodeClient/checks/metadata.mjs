import { setTimeout as pause } from "node:timers/promises";

/** Metadata of streams, and what it makes of reads. */
export async function metadata(check) {
  const { server, client, api } = check;
  const stream = check.name("stream");
  const get = (label, of = stream) => check.tell(label, () => client.getStreamMetadata(of));
  const set = (label, value, options, of = stream) =>
    check.tell(label, () => client.setStreamMetadata(of, value, options));
  const read = (label, options) =>
    check.tell(label, () => server.read(stream, options), (events) => events.map(({ event }) => event.revision));

  await get("of a missing stream");
  await set("set on a missing stream", { maxCount: 3 }, { expectedRevision: api.NO_STREAM });
  await get("set on a missing stream, get");
  await read("set on a missing stream, read");
  await server.append(stream, check.events(8));
  await read("maximum count");
  await read("maximum count, backwards", { fromRevision: api.END, direction: api.BACKWARDS });
  await read("maximum count, from a revision before", { fromRevision: 1n, maxCount: 2 });
  await set("conflict", { maxCount: 2 }, { expectedRevision: api.NO_STREAM });
  await set("conflict with a revision", { maxCount: 2 }, { expectedRevision: 4n });
  await set("exact revision", { truncateBefore: 6 }, { expectedRevision: 0n });
  await read("truncated");
  await read("truncated, backwards", { fromRevision: api.END, direction: api.BACKWARDS });
  await read("truncated, one event", { maxCount: 1 });
  await set("everything", {
    maxAge: 1000,
    maxCount: 5,
    truncateBefore: 2,
    cacheControl: 3,
    acl: { readRoles: ["$all"], writeRoles: ["$admins", "me"], deleteRoles: [], metaReadRoles: ["$all"], metaWriteRoles: ["$all"] },
    custom: { any: ["thing", 1] },
  });
  await get("everything, get");
  await read("everything, read");
  await check.tell("the metadata stream", () => server.read(`$$${stream}`));
  await get("of the metadata stream", `$$${stream}`);
  await set("nothing at all", {});
  await get("nothing at all, get");
  await read("nothing at all, read");
  await set("stream exists", { custom: 1 }, { expectedRevision: api.STREAM_EXISTS });
  await set("stream exists, stream without metadata", { custom: 1 }, { expectedRevision: api.STREAM_EXISTS }, check.name("bare"));
  await set("truncated to beyond the end", { truncateBefore: 100 });
  await read("truncated to beyond the end, read");
  await check.tell("truncated to beyond the end, append", () => server.append(stream, check.events(1), { expected: 7n }));
  await set("an age", { maxAge: 1 });
  await pause(2200);
  await read("an age, read");
  await server.append(stream, check.events(1, 50));
  await read("an age, read after an append");
  await set("of no name", {}, {}, "");
  await check.tell("written as an event", () =>
    server.append(`$$${stream}`, api.jsonEvent({ type: "$metadata", data: { $maxCount: 1 } })));
  await read("written as an event, read");
  await check.tell("written as an event that is none", () =>
    server.append(`$$${stream}`, api.jsonEvent({ type: "other", data: { $maxCount: "many" } })));
  await get("written as an event that is none, get");
  await read("written as an event that is none, read");
}
