/** Appends, by BatchAppend and by Append: expectations, conflicts, repeats, forms of events, limits. */
export async function appending(check) {
  for (const how of ["batch", "unary"]) {
    const unary = how === "unary";
    const append = (stream, events, options) => check.server.append(stream, events, { unary, ...options });
    await expectations(check, how, append);
    await repeats(check, how, append);
    await forms(check, how, append);
    await limits(check, how, append);
  }
}

async function expectations(check, how, append) {
  const { ANY, NO_STREAM, STREAM_EXISTS } = check.api;
  const stream = check.name(`${how}-expectations`);
  const missing = check.name(`${how}-missing`);
  const tell = (label, expected, to = stream, count = 1) =>
    check.tell(`${how}, ${label}`, () => append(to, check.events(count), { expected }));

  await tell("stream exists, missing stream", STREAM_EXISTS, missing);
  await tell("revision, missing stream", 5n, missing);
  await tell("no stream", NO_STREAM, stream, 2);
  await tell("no stream again", NO_STREAM);
  await tell("revision", 1n);
  await tell("revision too low", 1n);
  await tell("revision too high", 7n);
  await tell("any", ANY, stream, 3);
  await tell("stream exists", STREAM_EXISTS);
  await tell("any, missing stream", ANY, missing);
  await tell("requires nothing of the revision zero", 0n, missing);
  await check.tell(`${how}, read`, () => check.server.read(stream));

  const lenient = check.server.open("throwOnAppendFailure=false");
  for (const expected of [NO_STREAM, 3n, 99n]) {
    await check.tell(`${how}, conflict that does not throw, ${expected}`, () =>
      append(stream, check.events(1), { expected, client: lenient }));
  }
}

async function repeats(check, how, append) {
  const { ANY, NO_STREAM, STREAM_EXISTS } = check.api;
  const stream = check.name(`${how}-repeats`);
  const first = check.events(3);
  const second = check.events(2, 3);
  const tell = (label, events, expected) =>
    check.tell(`${how}, repeat: ${label}`, () => append(stream, events, { expected }));

  await tell("first", first, NO_STREAM);
  await tell("first again", first, NO_STREAM);
  await tell("first again, any", first, ANY);
  await tell("second", second, 2n);
  await tell("first after the second", first, NO_STREAM);
  await tell("second again", second, 2n);
  await tell("second again, stream exists", second, STREAM_EXISTS);
  await tell("first under the wrong revision", first, 2n);
  await tell("part of the first", first.slice(0, 2), NO_STREAM);
  await tell("the middle of the first", first.slice(1, 2), 0n);
  await tell("old and new", [first[2], ...check.events(1, 9)], ANY);
  await tell("old and new, revision", [second[1], ...check.events(1, 9)], 3n);
  await tell("the last event under the last revision", second.slice(1), 4n);
  await tell("one id twice", [second[0], second[0]], 5n);
  await check.tell(`${how}, repeat: read`, () => check.server.read(stream));
}

async function forms(check, how, append) {
  const { api } = check;
  const stream = check.name(`${how}-förms-ß-🐶`);
  const kinds = {
    "metadata in JSON": api.jsonEvent({ type: "Typ ü", data: { ä: "ö 🐕" }, metadata: { by: "me", $correlationId: "c" } }),
    "metadata in bytes": api.jsonEvent({ type: "T", data: {}, metadata: new Uint8Array([1, 2, 3]) }),
    "bytes": api.binaryEvent({ type: "T", data: Buffer.from("bytes") }),
    "no bytes": api.binaryEvent({ type: "T", data: Buffer.alloc(0), metadata: { only: "metadata" } }),
    "a list": api.jsonEvent({ type: "T", data: [1, 2.5, null] }),
    "a text": api.jsonEvent({ type: "T", data: "text" }),
    "a system type": api.jsonEvent({ type: "$own", data: {} }),
  };
  for (const [label, event] of Object.entries(kinds)) {
    await check.tell(`${how}, form: ${label}`, () => append(stream, event));
  }

  await check.tell(`${how}, form: an id in capitals`, () =>
    append(stream, { ...check.events(1)[0], id: "C0FFEE00-1A2B-4C3D-8E4F-000000000001" }));
  await check.tell(`${how}, form: no events`, () => append(stream, []));
  await check.tell(`${how}, form: no events, missing stream`, () => append(check.name(`${how}-none`), []));
  await check.tell(`${how}, form: no events, conflict`, () => append(stream, [], { expected: 99n }));
  await check.tell(`${how}, form: read`, () => check.server.read(stream));
  const [event] = check.events(1);
  const malformed = {
    "zero id": [stream, { ...event, id: "00000000-0000-0000-0000-000000000000" }],
    "no type": [stream, { ...event, type: "" }],
    "no stream name": ["", event],
  };
  for (const [label, [to, bad]] of Object.entries(malformed)) {
    await check.tell(`${how}, form: ${label}`, async () => {
      // The server answers such a batch twice, and @eventstore/db-client does not survive the second answer.
      const client = check.server.open();
      try {
        return await append(to, bad, { client });
      } finally {
        await client.dispose();
      }
    });
  }

  await check.tell(`${how}, form: the next append`, () => append(stream, check.events(1)));
}

async function limits(check, how, append) {
  const stream = check.name(`${how}-limits`);
  const sized = (bytes) => check.api.binaryEvent({ type: "T", data: Buffer.alloc(bytes) });

  await check.tell(`${how}, limit: just fits`, () => append(stream, sized(1024 * 1024)));
  await check.tell(`${how}, limit: one byte too much`, () => append(stream, sized(1024 * 1024 + 1)));
  await check.tell(`${how}, limit: two events too large together`, () =>
    append(stream, [sized(600 * 1024), sized(600 * 1024)]));
  await check.tell(`${how}, limit: large metadata`, () =>
    append(stream, check.api.jsonEvent({ type: "T", data: {}, metadata: { long: "x".repeat(2_000_000) } })));
  await check.tell(`${how}, limit: many events in chunks`, () =>
    append(stream, check.events(500), { batchAppendSize: 2000 }));
  await check.tell(`${how}, limit: read`, () => check.server.read(stream), (events) => ({
    count: events.length,
    last: events.at(-1),
  }));
  await check.tell(`${how}, limit: a deadline in the past`, () => append(stream, check.events(1), { deadline: -1000 }));
  await check.tell(`${how}, limit: a deadline far away`, () => append(stream, check.events(1), { deadline: 10 ** 9 }));
}
