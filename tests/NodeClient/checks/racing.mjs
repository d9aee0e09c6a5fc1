/** Many appends at once: their order, and who wins. */
export async function racing(check) {
  const { server, api } = check;
  for (const how of ["batch", "unary"]) {
    const unary = how === "unary";
    const stream = check.name(`${how}-any`);
    await check.tell(`${how}, fifty appends with any`, async () => {
      const results = await Promise.all(
        check.events(50).map((event) => server.append(stream, event, { unary })),
      );
      return {
        revisions: new Set(results.map((result) => result.nextExpectedRevision)).size,
        stored: (await server.read(stream)).length,
        positionsGrow: grow(results.sort((a, b) => Number(a.nextExpectedRevision - b.nextExpectedRevision))),
      };
    });

    const contested = check.name(`${how}-contested`);
    await check.tell(`${how}, twenty writers of one revision`, async () => {
      const results = await Promise.allSettled(
        check.events(20).map((event) => server.append(contested, event, { unary, expected: api.NO_STREAM })),
      );
      return {
        won: results.filter((result) => result.status === "fulfilled").length,
        lost: [...new Set(results.filter((result) => result.reason).map((result) => result.reason.type))],
        stored: (await server.read(contested)).length,
      };
    });
  }

  const pipelined = check.name("pipelined");
  await check.tell("appends that build on each other, all at once", async () => {
    const results = await Promise.all(
      check.events(30).map((event, i) =>
        server.append(pipelined, event, { expected: i === 0 ? api.NO_STREAM : BigInt(i - 1) })),
    );
    return { results: results.length, events: (await server.read(pipelined)).map(({ event }) => event.data.n) };
  });
}

function grow(results) {
  return results.every(({ position }, i) => i === 0 || position.commit > results[i - 1].position.commit);
}
