/** Subscriptions to a stream and to $all: where they begin, what comes live, how they end. */
export async function subscribing(check) {
  await begins(check);
  await missing(check);
  await ends(check);
  await ofAll(check);
  await many(check);
}

async function begins(check) {
  const { server, client, api } = check;
  const stream = check.name("stream");
  await server.append(stream, check.events(3));
  const starts = { start: api.START, end: api.END, "revision 0": 0n, "revision 1": 1n, "revision 5": 5n };
  const followers = {};
  for (const [label, fromRevision] of Object.entries(starts)) {
    followers[label] = check.follow(client.subscribeToStream(stream, { fromRevision }));
  }

  for (const [label, follower] of Object.entries(followers)) {
    await follower.until(({ caughtUp, confirmed }) => caughtUp > 0 && confirmed > 0);
    check.say(`from ${label}`, await follower.settled(100));
  }

  await server.append(stream, check.events(5, 3));
  for (const [label, follower] of Object.entries(followers)) {
    await follower.until(({ events }) => events.at(-1)?.event.revision === 7n);
    check.say(`from ${label}, live`, follower.events.map(({ event }) => event.revision));
    await follower.stop();
    check.say(`from ${label}, stopped`, (await follower.settled(100)).error);
  }

  const linking = check.name("linking");
  await server.append(linking, [check.link(stream, 0), check.link(stream, 99)]);
  const resolving = check.follow(client.subscribeToStream(linking, { resolveLinkTos: true }));
  await resolving.received(2);
  await server.append(linking, check.link(stream, 1));
  await resolving.received(3);
  check.say("links", await resolving.settled(100));
  await resolving.stop();
}

async function missing(check) {
  const { server, client, api } = check;
  const stream = check.name("later");
  const fromStart = check.follow(client.subscribeToStream(stream));
  const fromEnd = check.follow(client.subscribeToStream(stream, { fromRevision: api.END }));
  const fromRevision = check.follow(client.subscribeToStream(stream, { fromRevision: 0n }));
  const all = { "the start": fromStart, "the end": fromEnd, "a revision": fromRevision };
  for (const [label, follower] of Object.entries(all)) {
    await follower.until(({ confirmed }) => confirmed > 0);
    check.say(`missing stream, from ${label}`, await follower.settled());
  }

  await server.append(stream, check.events(2));
  for (const [label, follower] of Object.entries(all)) {
    await follower.until(({ events }) => events.at(-1)?.event.revision === 1n);
    check.say(`missing stream, from ${label}, appended`, await follower.settled());
    await follower.stop();
  }

  await check.tell("no name", async () => {
    const follower = check.follow(client.subscribeToStream(""));
    await follower.failed();
    return follower.view;
  });
}

async function ends(check) {
  const { server, client, api } = check;
  const stream = check.name("ending");
  await server.append(stream, check.events(2));
  const follower = check.follow(client.subscribeToStream(stream));
  await follower.until(({ caughtUp }) => caughtUp > 0);
  await client.deleteStream(stream);
  check.say("deleted while live", await follower.settled());
  const deleted = check.follow(client.subscribeToStream(stream));
  check.say("deleted before", await deleted.settled());
  await server.append(stream, check.events(1, 2));
  await follower.received(3);
  check.say("created again", await follower.settled());
  check.say("created again, the one that came late", await deleted.settled());
  await client.tombstoneStream(stream);
  await follower.failed();
  check.say("tombstoned while live", follower.view);
  for (const fromRevision of [api.START, 1n, api.END]) {
    const late = check.follow(client.subscribeToStream(stream, { fromRevision }));
    check.say(`tombstoned before, from ${fromRevision}`, await late.settled());
    await late.stop();
  }
}

async function ofAll(check) {
  const { server, client, api } = check;
  const stream = check.name("log");
  const { position } = await server.append(stream, check.events(1));
  await server.append(stream, check.events(2, 1));
  const followers = {
    "a position": check.follow(client.subscribeToAll({ fromPosition: position })),
    "the end": check.follow(client.subscribeToAll({ fromPosition: api.END })),
    "beyond the end": check.follow(client.subscribeToAll({ fromPosition: { commit: 10n ** 12n, prepare: 10n ** 12n } })),
    "the start": check.follow(client.subscribeToAll({ filter: api.streamNameFilter({ prefixes: [check.prefix] }) })),
  };
  for (const follower of Object.values(followers)) {
    await follower.until(({ caughtUp }) => caughtUp > 0);
  }

  await server.append(stream, check.events(1, 3));
  for (const [label, follower] of Object.entries(followers)) {
    const expectsMore = label !== "beyond the end";
    await (expectsMore ? follower.until(({ events }) => events.some(({ event }) => event?.data?.n === 3 && check.isOwn({ event }))) : follower.settled());
    const view = await follower.settled(100);
    const ofTheLog = view.events.filter(({ event, link }) => (link ?? event).streamId === stream);
    check.say(`$all from ${label}`, { ...view, events: ofTheLog });
    await follower.stop();
  }

  await check.tell("$all from within a record", async () => {
    const follower = check.follow(client.subscribeToAll({ fromPosition: { commit: position.commit + 1n, prepare: position.prepare + 1n } }));
    await follower.failed();
    return follower.view;
  });
}

async function many(check) {
  const { server, client } = check;
  const stream = check.name("many");
  await server.append(stream, check.events(200));
  const follower = check.follow(client.subscribeToStream(stream));
  for (let i = 0; i < 10; i++) {
    await server.append(stream, check.events(50, 200 + 50 * i));
  }

  await follower.received(700);
  check.say("all in order, across the change to live", {
    count: follower.events.length,
    inOrder: follower.events.every(({ event }, i) => event.revision === BigInt(i)),
    caughtUp: follower.caughtUp > 0,
    error: follower.error,
  });
  await follower.stop();

  const slow = client.subscribeToStream(check.name("slow"), { fromRevision: check.api.END });
  const failed = new Promise((resolve) => slow.once("error", resolve));
  await new Promise((resolve) => slow.once("caughtUp", resolve));
  const large = () => check.api.binaryEvent({ type: "T", data: Buffer.alloc(100_000) });
  for (let i = 0; i < 400; i++) {
    await server.append(check.name("slow"), large());
  }

  slow.on("data", () => {});
  await check.tell("a reader that is too slow", () => failed.then((error) => { throw error; }));
}
