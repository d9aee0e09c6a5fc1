/** Deleting and tombstoning, and what may follow. */
export async function deleting(check) {
  await soft(check);
  await recreated(check);
  await hard(check);
}

async function soft(check) {
  const { server, client, api } = check;
  const stream = check.name("deleted");
  const remove = (label, expectedRevision, of = stream) =>
    check.tell(label, () => client.deleteStream(of, { expectedRevision }));

  await remove("delete a missing stream", api.ANY);
  await remove("delete a missing stream, no stream", api.NO_STREAM);
  await remove("delete no name", api.ANY, "");
  await client.setStreamMetadata(stream, { maxCount: 10, custom: 1 });
  const events = check.events(3);
  await server.append(stream, events, { expected: api.NO_STREAM });
  await remove("delete at a wrong revision", 1n);
  await remove("delete expecting no stream", api.NO_STREAM);
  await remove("delete at the revision", 2n);
  await check.tell("read", () => server.read(stream));
  await check.tell("read backwards", () => server.read(stream, { fromRevision: api.END, direction: api.BACKWARDS }));
  await check.tell("metadata", () => client.getStreamMetadata(stream));
  await remove("delete again", api.ANY);
  await remove("delete again at the revision", 2n);
  for (const unary of [false, true]) {
    await check.tell(`append expecting a stream, unary ${unary}`, () =>
      server.append(stream, check.events(1), { expected: api.STREAM_EXISTS, unary }));
  }

  await check.tell("the same events again", () => server.append(stream, events, { expected: api.NO_STREAM }));
  await check.tell("read after the same events", () => server.read(stream));
}

async function recreated(check) {
  const { server, client, api } = check;
  for (const [label, expected] of [["any", api.ANY], ["no stream", api.NO_STREAM], ["revision", 1n], ["wrong revision", 5n]]) {
    const stream = check.name(`again-${label}`);
    await server.append(stream, check.events(2));
    await client.deleteStream(stream);
    await check.tell(`create again, ${label}`, () => server.append(stream, check.events(2, 2), { expected }));
    await check.tell(`create again, ${label}, read`, () => server.read(stream));
    await check.tell(`create again, ${label}, metadata`, () => client.getStreamMetadata(stream));
  }

  const revived = check.name("revived");
  await server.append(revived, check.events(2));
  await client.deleteStream(revived);
  await check.tell("metadata after delete", () => client.setStreamMetadata(revived, { custom: 1 }));
  await check.tell("metadata after delete, read", () => server.read(revived));
  await check.tell("metadata after delete, get", () => client.getStreamMetadata(revived));
}

async function hard(check) {
  const { server, client, api } = check;
  const stream = check.name("tombstoned");
  const bury = (label, expectedRevision, of = stream) =>
    check.tell(label, () => client.tombstoneStream(of, { expectedRevision }));

  await server.append(stream, check.events(2));
  await bury("tombstone at a wrong revision", 0n);
  await bury("tombstone expecting no stream", api.NO_STREAM);
  await bury("tombstone at the revision", 1n);
  await bury("tombstone again", api.ANY);
  await check.tell("delete after", () => client.deleteStream(stream));
  await check.tell("read after", () => server.read(stream));
  await check.tell("read backwards after", () => server.read(stream, { fromRevision: api.END, direction: api.BACKWARDS }));
  for (const unary of [false, true]) {
    for (const expected of [api.ANY, api.NO_STREAM, api.STREAM_EXISTS, 1n]) {
      await check.tell(`append after, unary ${unary}, ${expected}`, () => server.append(stream, check.events(1), { expected, unary }));
    }
  }

  await check.tell("metadata after, get", () => client.getStreamMetadata(stream));
  await check.tell("metadata after, set", () => client.setStreamMetadata(stream, { custom: 1 }));
  await bury("tombstone a missing stream, any", api.ANY, check.name("never"));
  await bury("tombstone a missing stream, no stream", api.NO_STREAM, check.name("never-2"));
  await bury("tombstone a missing stream, revision", 3n, check.name("never-3"));
  await check.tell("read what was never there", () => server.read(check.name("never")));

  const twice = check.name("twice");
  await server.append(twice, check.events(1));
  await client.deleteStream(twice);
  await bury("tombstone a deleted stream", api.ANY, twice);
  await check.tell("read what was deleted twice", () => server.read(twice));
  const umlaut = check.name("ümlaut");
  await client.tombstoneStream(umlaut);
  await check.tell("a name that is not ASCII, append", () => server.append(umlaut, check.events(1)));
  await check.tell("a name that is not ASCII, append unary", () => server.append(umlaut, check.events(1), { unary: true }));
  await check.tell("a name that is not ASCII, read", () => server.read(umlaut));

  const { position } = await server.append(check.name("mark"), check.events(1));
  await check.tell("in the log", () => server.readAll({ fromPosition: position, direction: api.BACKWARDS, maxCount: 200 }),
    (events) => events.filter(({ event }) => event.streamId.startsWith(`$$${check.prefix}`) || event.type === "$streamDeleted")
      .filter(({ event }) => event.streamId.includes(check.prefix)));
}
