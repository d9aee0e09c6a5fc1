/** Reads of streams: directions, starting points, counts, links. */
export async function reading(check) {
  const { server, api } = check;
  const { START, END, FORWARDS, BACKWARDS } = api;
  const stream = check.name("long");
  await server.append(stream, check.events(70));
  const revisions = (events) => events.map(({ event }) => event.revision);
  const tell = (label, options, of = stream) =>
    check.tell(label, () => server.read(of, options), revisions);

  await check.tell("one event", () => server.read(stream, { maxCount: 1 }));
  await tell("all", {});
  for (const fromRevision of [START, 5n, 68n, 69n, 70n, 1000n, END]) {
    await tell(`forwards from ${fromRevision}`, { fromRevision, maxCount: 3 });
    await tell(`backwards from ${fromRevision}`, { fromRevision, maxCount: 3, direction: BACKWARDS });
  }

  await tell("all backwards", { fromRevision: END, direction: BACKWARDS });
  await tell("more than there are", { fromRevision: 60n, maxCount: 1000, direction: FORWARDS });
  await tell("none", { maxCount: 0 });
  await tell("a missing stream", {}, check.name("missing"));
  await tell("a missing stream backwards", { fromRevision: END, direction: BACKWARDS }, check.name("missing"));
  await tell("a missing metadata stream", {}, `$$${stream}`);
  await tell("no name", {}, "");

  await check.tell("a read that is given up", async () => {
    let seen = 0;
    for await (const { event } of check.client.readStream(stream)) {
      seen++;
      if (event.revision === 10n) {
        break;
      }
    }

    return seen;
  });
  await links(check);
}

async function links(check) {
  const { server } = check;
  const target = check.name("target");
  const linking = check.name("linking");
  await server.append(target, check.events(3));
  await server.append(linking, [
    check.link(target, 0),
    check.link(target, 2),
    check.link(target, 9),
    check.link(check.name("nowhere"), 0),
    ...check.events(1, 7),
    check.api.binaryEvent({ type: "$>", data: Buffer.from("no link") }),
    check.api.jsonEvent({ type: "$>", data: `1@${target}` }),
  ]);
  for (const resolveLinkTos of [false, true]) {
    await check.tell(`links, resolved ${resolveLinkTos}`, () => server.read(linking, { resolveLinkTos }));
  }

  await server.client.setStreamMetadata(target, { truncateBefore: 1 });
  await check.tell("a link to what was truncated", () => server.read(linking, { resolveLinkTos: true, maxCount: 2 }));
  await server.client.deleteStream(target);
  await check.tell("a link to what was deleted", () => server.read(linking, { resolveLinkTos: true, maxCount: 2 }));
}
