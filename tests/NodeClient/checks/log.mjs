/** Reads of $all. Others write as well: what is theirs is left out. */
export async function log(check) {
  const { server, api } = check;
  const { START, END, BACKWARDS } = api;
  const [one, two] = [check.name("one"), check.name("two")];
  const marks = [];
  for (const [stream, events] of [[one, check.events(2)], [two, check.events(3, 2)], [one, check.events(40, 5)], [two, [check.link(one, 0)]]]) {
    const { position } = await server.append(stream, events);
    marks.push(position);
  }

  const own = (events) => events.filter(check.isOwn);
  const tell = (label, options) => check.tell(label, () => server.readAll(options), own);
  const brief = (label, options) =>
    check.tell(label, () => server.readAll(options), (events) =>
      own(events).map(({ event, link }) => `${(link ?? event).revision}@${(link ?? event).streamId}`));

  await tell("forwards from a position", { fromPosition: marks[0], maxCount: 1 });
  await brief("forwards from a position, to the end", { fromPosition: marks[1] });
  await tell("backwards from a position", { fromPosition: marks[1], direction: BACKWARDS, maxCount: 1 });
  await brief("backwards from a position, many", { fromPosition: marks[2], direction: BACKWARDS, maxCount: 20 });
  await tell("links", { fromPosition: marks[3], resolveLinkTos: true });
  await tell("links as they are", { fromPosition: marks[3] });
  await brief("forwards from the end", { fromPosition: END });
  await brief("backwards from the start", { fromPosition: START, direction: BACKWARDS });
  await check.tell("forwards from the start, one", () => server.readAll({ maxCount: 1 }), (events) => events.length);
  await check.tell("backwards from the end, one", () => server.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 }),
    (events) => events.length);

  const between = { commit: marks[0].commit + 1n, prepare: marks[0].prepare + 1n };
  const beyond = { commit: marks[3].commit + 10n ** 9n, prepare: marks[3].prepare + 10n ** 9n };
  await brief("forwards from within a record", { fromPosition: between });
  await brief("backwards from within a record", { fromPosition: between, direction: BACKWARDS });
  await brief("forwards from beyond the end", { fromPosition: beyond });
  await brief("backwards from beyond the end", { fromPosition: beyond, direction: BACKWARDS });
  await brief("commit before prepare", { fromPosition: { commit: 0n, prepare: 10n } });

  if (server.canReadAllFiltered) {
    await filtered(check, marks[0], brief);
  }
}

async function filtered(check, fromPosition, brief) {
  const { streamNameFilter, eventTypeFilter, excludeSystemEvents } = check.api;
  const filters = {
    "stream prefix": streamNameFilter({ prefixes: [check.name("two")] }),
    "stream prefixes": streamNameFilter({ prefixes: [check.name("t"), check.name("o")] }),
    "stream regex": streamNameFilter({ regex: `^${check.prefix}(one|three)$` }),
    "type prefix": eventTypeFilter({ prefixes: ["T1", "T3"] }),
    "type regex": eventTypeFilter({ regex: "^T\\d$" }),
    "no system events": excludeSystemEvents(),
    "bad regex": streamNameFilter({ regex: "(" }),
  };
  for (const [label, filter] of Object.entries(filters)) {
    await brief(`filter, ${label}`, { fromPosition, filter });
  }

  await brief("filter, counted", { fromPosition, filter: filters["stream prefix"], maxCount: 2 });
  await brief("filter, backwards", {
    fromPosition: check.api.END,
    direction: check.api.BACKWARDS,
    filter: filters["stream prefix"],
    maxCount: 2,
  });
}
