/** Restarts of the subsystems: they touch everybody. */
export async function subsystems(check) {
  const { server, client, api } = check;
  const [stream, group] = [check.name("stream"), check.name("group")];
  await server.append(stream, check.events(1));
  await client.createPersistentSubscriptionToStream(stream, group,
    api.persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: api.START }));
  const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group);
  const follower = check.follow(subscription, (resolved) => subscription.ack(resolved));
  await follower.received(1);
  await check.tell("restart persistent subscriptions", () => client.restartPersistentSubscriptionSubsystem());
  await follower.failed();
  check.say("dropped", follower.error);
  await follower.settled(1000);
  await check.tell("the group is still there", () => client.getPersistentSubscriptionToStreamInfo(stream, group), ({ groupName }) => groupName);
  await check.tell("restart projections", () => client.restartSubsystem());
}
