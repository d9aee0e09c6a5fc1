/** Persistent subscriptions to a stream: creating, changing, describing, listing and removing them. */
export async function groupSettings(check) {
  const { server, client, api } = check;
  const [stream, group] = [check.name("stream"), check.name("group")];
  const settings = (changes) => api.persistentSubscriptionToStreamSettingsFromDefaults(changes);
  const create = (label, changes, name = group) =>
    check.tell(`create, ${label}`, () => client.createPersistentSubscriptionToStream(stream, name, settings(changes)));
  const info = (label, name = group, of = stream) =>
    check.tell(label, () => client.getPersistentSubscriptionToStreamInfo(of, name));

  await check.tell("list, none yet", () => client.listPersistentSubscriptionsToStream(stream));
  await info("info, none yet");
  await check.tell("update, none yet", () => client.updatePersistentSubscriptionToStream(stream, group, settings()));
  await check.tell("delete, none yet", () => client.deletePersistentSubscriptionToStream(stream, group));
  await create("by default, before the stream", {});
  await info("info, by default");
  await create("again", {});
  await create("again, otherwise", { maxRetryCount: 3 });
  await server.append(stream, check.events(3));
  await info("info, with events");
  await check.tell("update", () =>
    client.updatePersistentSubscriptionToStream(stream, group, settings({
      startFrom: 1n,
      resolveLinkTos: true,
      extraStatistics: true,
      messageTimeout: 1234,
      maxRetryCount: 4,
      checkPointAfter: 567,
      checkPointLowerBound: 2,
      checkPointUpperBound: 20,
      maxSubscriberCount: 3,
      liveBufferSize: 30,
      readBatchSize: 10,
      historyBufferSize: 40,
      consumerStrategyName: api.PINNED,
    })));
  await info("info, updated");

  await create("start", { startFrom: api.START }, check.name("start"));
  await create("end", { startFrom: api.END }, check.name("end"));
  await create("beyond the end", { startFrom: 1000n }, check.name("beyond"));
  await create("dispatch to single", { consumerStrategyName: api.DISPATCH_TO_SINGLE }, check.name("single"));
  await create("pinned by correlation", { consumerStrategyName: "PinnedByCorrelation" }, check.name("correlated"));
  await create("no such strategy", { consumerStrategyName: "NoSuch" }, check.name("unknown"));
  await create("history not above the batch", { historyBufferSize: 20, readBatchSize: 20 }, check.name("bad-1"));
  await create("no history", { historyBufferSize: 0 }, check.name("bad-2"));
  await create("no buffers", { liveBufferSize: 0 }, check.name("bad-3"));
  await create("no checkpoints", { checkPointLowerBound: 0, checkPointUpperBound: 0 }, check.name("bad-4"));
  await create("checkpoints upside down", { checkPointLowerBound: 100, checkPointUpperBound: 10 }, check.name("bad-5"));
  await create("no time-outs", { messageTimeout: 0, checkPointAfter: 0 }, check.name("no-time"));
  await create("no name", {}, "");

  await check.tell("list", () => client.listPersistentSubscriptionsToStream(stream), inOrder);
  await check.tell("list all", () => client.listAllPersistentSubscriptions(), (all) =>
    inOrder(all.filter((each) => each.eventSource.startsWith(check.prefix))).map((each) => `${each.groupName} of ${each.eventSource}`));
  await connections(check, stream);
  await check.tell("delete", () => client.deletePersistentSubscriptionToStream(stream, group));
  await check.tell("delete again", () => client.deletePersistentSubscriptionToStream(stream, group));
  await info("info, deleted");
  await check.tell("list without it", () => client.listPersistentSubscriptionsToStream(stream), (all) =>
    inOrder(all).map(({ groupName }) => groupName));
  await create("once more", { startFrom: api.START });
  await info("info, once more");

  const dead = check.name("dead");
  await client.tombstoneStream(dead);
  await check.tell("create on a tombstoned stream", () => client.createPersistentSubscriptionToStream(dead, group, settings({})));
  await check.tell("create on $all by name", () => client.createPersistentSubscriptionToStream("$all", group, settings({})));
}

/** What the group tells about a reader that holds two events. */
async function connections(check, stream) {
  const { client, api, server } = check;
  const group = check.name("connected");
  await client.createPersistentSubscriptionToStream(stream, group,
    api.persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: api.START, extraStatistics: true }));
  const named = server.open("connectionName=a-reader");
  const subscription = named.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize: 5 });
  const follower = check.follow(subscription, (resolved) => resolved.event.revision === 0n && subscription.ack(resolved));
  await follower.received(3);
  await follower.settled();
  await check.tell("info, with a reader", () => client.getPersistentSubscriptionToStreamInfo(stream, group), (info) => ({
    ...info,
    stats: { ...info.stats, averagePerSecond: undefined, countSinceLastMeasurement: undefined },
    connections: info.connections.map((each) => ({
      ...each,
      averageItemsPerSecond: undefined,
      countSinceLastMeasurement: undefined,
      extraStatistics: each.extraStatistics && [...each.extraStatistics.keys()],
    })),
  }));
  await follower.stop();
}

function inOrder(groups) {
  return groups.sort((a, b) => `${a.eventSource} ${a.groupName}`.localeCompare(`${b.eventSource} ${b.groupName}`));
}
