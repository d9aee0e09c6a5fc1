import { setTimeout as pause } from "node:timers/promises";

/** Subscriptions to $all with the server's filters, and their checkpoints. */
export async function filters(check) {
  await kinds(check);
  await checkpoints(check);
}

async function kinds(check) {
  const { server, client, api } = check;
  const { streamNameFilter, eventTypeFilter, excludeSystemEvents } = api;
  const { position } = await server.append(check.name("a-1"), check.events(1, 0, { type: () => "Begun" }));
  const write = async (n) => {
    await server.append(check.name("a-1"), check.events(1, n, { type: () => "Started" }));
    await server.append(check.name("b-1"), check.events(1, n, { type: () => "Stopped" }));
    await server.append(check.name("b-2"), check.events(1, n, { type: () => "$started" }));
    await server.append(check.name("a-2"), check.link(check.name("a-1"), 0));
    await client.setStreamMetadata(check.name("b-2"), { n });
  };
  await write(1);
  const followers = {};
  for (const [label, filter] of Object.entries({
    "stream prefix": streamNameFilter({ prefixes: [check.name("a-")] }),
    "stream prefixes": streamNameFilter({ prefixes: [check.name("a-1"), check.name("b-2"), `$$${check.prefix}`] }),
    "stream regex": streamNameFilter({ regex: `^${check.prefix}.-2$` }),
    "stream regex, not anchored": streamNameFilter({ regex: "a-1" }),
    "type prefix": eventTypeFilter({ prefixes: ["St", "$st"] }),
    "type regex": eventTypeFilter({ regex: "ed$" }),
    "type regex with options": eventTypeFilter({ regex: "(?i)^START" }),
    "type of links": eventTypeFilter({ prefixes: ["$>"] }),
    "no system events": excludeSystemEvents(),
    "nothing": streamNameFilter({ prefixes: [] }),
    "bad regex": streamNameFilter({ regex: "[" }),
  })) {
    followers[label] = check.follow(client.subscribeToAll({ fromPosition: position, filter, resolveLinkTos: label !== "type of links" }));
  }

  for (const follower of Object.values(followers)) {
    await follower.until(({ caughtUp }) => caughtUp > 0);
  }

  await write(2);
  await pause(500);
  for (const [label, follower] of Object.entries(followers)) {
    check.say(label, { ...follower.view, events: follower.events.filter((resolved) => [check.prefix, `$$${check.prefix}`].some((start) => (resolved.link ?? resolved.event).streamId.startsWith(start)))
      .map(({ event, link }) => `${(link ?? event).revision}@${(link ?? event).streamId}${link ? ` to ${event?.type}` : ""}`) });
    await follower.stop();
  }

  for (const [label, filter] of Object.entries({
    "search window of one": streamNameFilter({ prefixes: [check.name("a-")], maxSearchWindow: 1 }),
    "a large search window": streamNameFilter({ prefixes: [check.name("a-")], maxSearchWindow: 10_000 }),
  })) {
    const follower = check.follow(client.subscribeToAll({ fromPosition: position, filter }));
    await follower.until(({ caughtUp }) => caughtUp > 0);
    check.say(label, follower.view);
    await follower.stop();
  }
}

async function checkpoints(check) {
  const { server, client, api } = check;
  const filter = (options) => api.streamNameFilter({ prefixes: [check.name("wanted")], ...options });
  const other = check.name("other");
  const { position } = await server.append(other, check.events(1));
  await server.append(other, check.events(100));
  await server.append(check.name("wanted"), check.events(1));
  await server.append(other, check.events(100));

  const seen = [];
  const follower = check.follow(client.subscribeToAll({
    fromPosition: position,
    filter: filter({ maxSearchWindow: 10, checkpointInterval: 2, checkpointReached: (_, reached) => void seen.push(reached) }),
  }));
  await follower.until(({ caughtUp }) => caughtUp > 0);
  check.say("catching up", {
    events: follower.events,
    some: seen.length > 0,
    grow: seen.every(({ commit }, i) => i === 0 || commit >= seen[i - 1].commit),
  });
  check.say("catching up, how many", seen.length);

  const before = seen.length;
  const acknowledged = [];
  for (let i = 0; i < 100; i++) {
    acknowledged.push((await server.append(other, check.events(1, i))).position);
  }

  await follower.until(() => seen.length >= before + 5);
  await pause(200);
  const live = seen.slice(before);
  check.say("live, how many for a hundred records at every twentieth", live.length);
  check.say("live, each at a record", live.every(({ commit }) => acknowledged.some((position) => position.commit === commit)));
  check.say("live, distances", live.slice(1).map(({ commit }, i) =>
    index(acknowledged, commit) - index(acknowledged, live[i].commit)));
  await follower.stop();

  const last = live.at(-1);
  if (last) {
    await server.append(check.name("wanted"), check.events(1, 7));
    const resumed = check.follow(client.subscribeToAll({ fromPosition: last, filter: filter() }));
    await resumed.received(1);
    check.say("resumed from a checkpoint", resumed.events.map(({ event }) => event.data));
    await resumed.stop();
  }

  const fallback = [];
  const byDefault = check.follow(client.subscribeToAll({
    fromPosition: api.END,
    filter: filter({ checkpointReached: (_, reached) => void fallback.push(reached) }),
  }));
  await byDefault.until(({ caughtUp }) => caughtUp > 0);
  for (let i = 0; i < 70; i++) {
    await server.append(other, check.events(1, i));
  }

  await pause(300);
  check.say("live, without a window, for seventy records", fallback.length);
  await byDefault.stop();
}

function index(positions, commit) {
  return positions.findIndex((position) => position.commit === commit);
}
