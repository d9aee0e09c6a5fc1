/** Persistent subscriptions to $all, with filters. */
export async function groupsOfAll(check) {
  const { server, client, api } = check;
  const stream = check.name("stream");
  const settings = (changes) =>
    api.persistentSubscriptionToAllSettingsFromDefaults({ startFrom: api.START, checkPointLowerBound: 1, checkPointAfter: 100, ...changes });
  const own = api.streamNameFilter({ prefixes: [stream] });
  const create = (label, group, changes, filter = own) =>
    check.tell(`create, ${label}`, () => client.createPersistentSubscriptionToAll(group, settings(changes), { filter }));

  const first = await server.append(stream, check.events(1));
  await server.append(stream, check.events(4, 1));
  await server.append(check.name("other"), check.events(3));
  const groups = {
    start: [{}, own],
    end: [{ startFrom: api.END }, own],
    position: [{ startFrom: first.position }, own],
    regex: [{}, api.streamNameFilter({ regex: `^${stream}$` })],
    type: [{ startFrom: first.position }, api.eventTypeFilter({ prefixes: ["T1", "T2"] })],
  };
  for (const [label, [changes, filter]] of Object.entries(groups)) {
    await create(label, check.name(label), changes, filter);
  }

  await create("again", check.name("start"), {});
  await create("beyond the log", check.name("beyond"), { startFrom: { commit: 10n ** 12n, prepare: 10n ** 12n } });
  await create("bad regex", check.name("bad"), {}, api.streamNameFilter({ regex: "(" }));

  for (const label of Object.keys(groups)) {
    const subscription = client.subscribeToPersistentSubscriptionToAll(check.name(label));
    const follower = check.follow(subscription, (resolved) => subscription.ack(resolved));
    await follower.until(({ confirmed }) => confirmed > 0);
    if (label === "end") {
      await server.append(stream, check.events(1, 5));
    }

    await follower.until(({ events }) => events.filter(check.isOwn).length >= ({ end: 1, type: 4 }[label] ?? 5));
    const view = await follower.settled();
    check.say(`from ${label}`, { ...view, events: view.events.filter(check.isOwn) });
    check.say(`from ${label}, id`, subscription.id);
    await follower.stop();
  }

  await check.tell("info", () => client.getPersistentSubscriptionToAllInfo(check.name("start")), (info) => ({
    eventSource: info.eventSource,
    settings: info.settings,
    parked: info.stats.parkedMessageCount,
    connections: info.connections.length,
  }));
  await check.tell("info of position", () => client.getPersistentSubscriptionToAllInfo(check.name("position")), (info) => info.settings);
  await check.tell("info, no group", () => client.getPersistentSubscriptionToAllInfo(check.name("nobody")));
  await check.tell("update", () =>
    client.updatePersistentSubscriptionToAll(check.name("start"), settings({ startFrom: api.END, maxRetryCount: 2 })));
  await check.tell("update, no group", () => client.updatePersistentSubscriptionToAll(check.name("nobody"), settings({})));
  await check.tell("update beyond the log", () =>
    client.updatePersistentSubscriptionToAll(check.name("start"), settings({ startFrom: { commit: 10n ** 12n, prepare: 10n ** 12n } })));
  await check.tell("info, updated", () => client.getPersistentSubscriptionToAllInfo(check.name("start")), (info) => info.settings);
  await parked(check, settings, own, stream);

  await check.tell("list", () => client.listPersistentSubscriptionsToAll(), (all) =>
    all.map(({ groupName }) => groupName).filter((name) => name.startsWith(check.prefix)).sort());
  for (const label of Object.keys(groups)) {
    await check.tell(`delete ${label}`, () => client.deletePersistentSubscriptionToAll(check.name(label)));
  }

  await check.tell("delete again", () => client.deletePersistentSubscriptionToAll(check.name("start")));
}

async function parked(check, settings, filter, stream) {
  const { client, api } = check;
  const group = check.name("parking");
  await client.createPersistentSubscriptionToAll(group, settings({}), { filter });
  const subscription = client.subscribeToPersistentSubscriptionToAll(group);
  const follower = check.follow(subscription, (resolved) =>
    resolved.event.revision === 2n && !resolved.link ? subscription.nack(api.PARK, "later", resolved) : subscription.ack(resolved));
  await follower.received(6);
  await follower.settled(600);
  await check.tell("replay", () => client.replayParkedMessagesToAll(group));
  await follower.received(7);
  const replayed = follower.events.at(-1);
  check.say("replayed", { ...replayed, link: { ...replayed.link, metadata: { ...replayed.link?.metadata, added: "a time" } } });
  await check.tell("replay, no group", () => client.replayParkedMessagesToAll(check.name("nobody")));
  await follower.stop();
  await client.deletePersistentSubscriptionToAll(group);
}
