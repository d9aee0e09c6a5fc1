/** Persistent subscriptions to a stream: deliveries, acknowledgements, retries, parking, replay. */
export async function groups(check) {
  await deliveries(check);
  await refusals(check);
  await replays(check);
  await readers(check);
  await links(check);
}

function settings(check, changes = {}) {
  return check.api.persistentSubscriptionToStreamSettingsFromDefaults({
    startFrom: check.api.START,
    checkPointLowerBound: 1,
    checkPointAfter: 100,
    ...changes,
  });
}

async function create(check, stream, group, changes) {
  await check.client.createPersistentSubscriptionToStream(stream, group, settings(check, changes));
}

/** A reader that answers each event as told, by its number. */
function read(check, stream, group, answer, options) {
  const subscription = check.client.subscribeToPersistentSubscriptionToStream(stream, group, options);
  const follower = check.follow(subscription, (resolved) => answer?.(subscription, resolved, follower.events.length));
  return follower;
}

const acknowledge = (subscription, resolved) => subscription.ack(resolved);

async function deliveries(check) {
  const { server } = check;
  const [stream, group] = [check.name("delivered"), check.name("group")];
  await server.append(stream, check.events(5));
  await create(check, stream, group);
  const follower = read(check, stream, group, acknowledge);
  await follower.received(5);
  await server.append(stream, check.events(2, 5));
  await follower.received(7);
  check.say("from the start, then live", await follower.settled());
  check.say("id of the subscription", follower.subscription.id);
  await follower.stop();
  await follower.settled(1500);

  const again = read(check, stream, group, acknowledge);
  await server.append(stream, check.events(1, 7));
  await again.received(1);
  check.say("a reader that comes back", await again.settled());
  await again.stop();

  for (const [label, startFrom] of [["end", check.api.END], ["revision", 6n]]) {
    const other = check.name(`group-${label}`);
    await create(check, stream, other, { startFrom });
    const late = read(check, stream, other, acknowledge);
    await late.until(({ confirmed }) => confirmed > 0);
    await server.append(stream, check.events(1, 8));
    await late.received(1);
    check.say(`from ${label}`, (await late.settled()).events.map(({ event }) => event.revision));
    await late.stop();
  }
}

async function refusals(check) {
  const { server, api } = check;
  for (const [label, action] of [["retry", api.RETRY], ["park", api.PARK], ["skip", api.SKIP], ["stop", api.STOP]]) {
    const [stream, group] = [check.name(`refused-${label}`), check.name("group")];
    await server.append(stream, check.events(3));
    await create(check, stream, group, { maxRetryCount: 2 });
    const follower = read(check, stream, group, (subscription, resolved) =>
      resolved.event.revision === 1n ? subscription.nack(action, `because ${label}`, resolved) : subscription.ack(resolved));
    await follower.received(3);
    check.say(`refused, ${label}`, deliveriesOf(await follower.settled(1000)));
    await check.tell(`refused, ${label}, info`, () => check.client.getPersistentSubscriptionToStreamInfo(stream, group), (info) => ({
      parked: info.stats.parkedMessageCount,
      inFlight: info.stats.totalInFlightMessages,
    }));
    await check.tell(`refused, ${label}, parked`, () =>
      server.read(`$persistentsubscription-${stream}::${group}-parked`, { resolveLinkTos: true }), withoutTime);
    await follower.stop();
  }

  const [stream, group] = [check.name("late"), check.name("group")];
  await server.append(stream, check.events(2));
  await create(check, stream, group, { messageTimeout: 500, maxRetryCount: 1 });
  const follower = read(check, stream, group);
  await follower.received(4);
  check.say("never acknowledged", deliveriesOf(follower.view).sort());
  await follower.until(() => false).catch(() => {});
  await check.tell("never acknowledged, parked", () => check.client.getPersistentSubscriptionToStreamInfo(stream, group),
    (info) => info.stats.parkedMessageCount);
  await follower.stop();
}

async function replays(check) {
  const { server, client, api } = check;
  const [stream, group] = [check.name("replayed"), check.name("group")];
  await server.append(stream, check.events(4));
  await create(check, stream, group);
  const follower = read(check, stream, group, (subscription, resolved, number) =>
    number <= 4 ? subscription.nack(api.PARK, "later", resolved) : subscription.ack(resolved));
  await follower.received(4);
  await follower.settled(600);
  await check.tell("replay two", () => client.replayParkedMessagesToStream(stream, group, { stopAt: 2 }));
  await follower.received(6);
  check.say("two replayed", (await follower.settled()).events.slice(4).map(withoutTimeOne));
  await check.tell("replay all", () => client.replayParkedMessagesToStream(stream, group));
  await follower.received(8);
  check.say("all replayed", deliveriesOf(await follower.settled()));
  await check.tell("after", () => client.getPersistentSubscriptionToStreamInfo(stream, group), (info) => info.stats.parkedMessageCount);
  await check.tell("replay none", () => client.replayParkedMessagesToStream(stream, group));
  await check.tell("replay, negative", () => client.replayParkedMessagesToStream(stream, group, { stopAt: -1 }));
  await check.tell("replay, no group", () => client.replayParkedMessagesToStream(stream, check.name("nobody")));
  await follower.stop();
}

async function readers(check) {
  const { server, client, api } = check;
  const [stream, group] = [check.name("readers"), check.name("group")];
  await server.append(stream, check.events(6));
  await create(check, stream, group, { maxSubscriberCount: 2, consumerStrategyName: api.ROUND_ROBIN });
  const one = read(check, stream, group, acknowledge, { bufferSize: 1 });
  await one.received(6);
  const two = read(check, stream, group, acknowledge, { bufferSize: 1 });
  await two.until(({ confirmed }) => confirmed > 0);
  const three = read(check, stream, group, acknowledge);
  await three.failed();
  check.say("one reader too many", three.view);
  for (let i = 0; i < 4; i++) {
    await server.append(stream, check.events(1, 6 + i));
    await one.until(() => one.events.length + two.events.length >= 7 + i);
  }

  check.say("in turns", { one: one.events.length, two: two.events.length });
  await two.stop();
  await check.tell("update under a reader", () =>
    client.updatePersistentSubscriptionToStream(stream, group, settings(check, { maxRetryCount: 7 })));
  await one.failed();
  check.say("dropped by the update", one.error);
  const next = read(check, stream, group);
  await next.until(({ confirmed }) => confirmed > 0);
  await check.tell("delete under a reader", () => client.deletePersistentSubscriptionToStream(stream, group));
  await next.failed();
  check.say("dropped by the delete", next.error);

  const gone = read(check, stream, group);
  await gone.failed();
  check.say("a group that is gone", gone.view);
}

async function links(check) {
  const { server } = check;
  const [target, stream] = [check.name("target"), check.name("linking")];
  await server.append(target, check.events(2));
  await server.append(stream, [check.link(target, 0), check.link(target, 9), check.link(target, 1)]);
  for (const resolveLinkTos of [false, true]) {
    const group = check.name(`resolve-${resolveLinkTos}`);
    await create(check, stream, group, { resolveLinkTos });
    const follower = read(check, stream, group, acknowledge);
    await follower.received(3);
    check.say(`links, resolved ${resolveLinkTos}`, await follower.settled());
    await follower.stop();
  }
}

function deliveriesOf({ events, error }) {
  return error ? [error] : events.map(({ event, link, retryCount }) =>
    `${event?.revision}${link ? ` by ${link.revision}` : ""} retry ${retryCount}`);
}

function withoutTime(events) {
  return events.map(withoutTimeOne);
}

function withoutTimeOne(resolved) {
  const { added, ...rest } = resolved.link.metadata;
  return { ...resolved, link: { ...resolved.link, metadata: { ...rest, added: added && "a time" } } };
}
