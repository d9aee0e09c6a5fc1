/** Who may do what: on a secure node alone. */
export async function access(check) {
  const { server, client, api } = check;
  if (!server.isSecure) {
    check.say("skipped", "an insecure node lets everybody do everything");
    return;
  }

  const stream = check.name("stream");
  const as = {
    admin: { username: "admin", password: "changeit" },
    ops: { username: "ops", password: "changeit" },
    wrong: { username: "admin", password: "wrong" },
    nobody: { username: "nobody", password: "x" },
  };
  const anonymous = server.open("", server.connectionString.replace(/\/\/[^@/]*@/, "//"));
  const everybody = { ...as, anonymous: undefined };
  for (const [who, credentials] of Object.entries(everybody)) {
    const from = credentials ? client : anonymous;
    await check.tell(`${who} appends`, () => from.appendToStream(stream, check.events(1), { credentials }));
    await check.tell(`${who} reads`, () => server.read(stream, { credentials, maxCount: 1 }, from), (events) => events.length);
    await check.tell(`${who} reads $all`, () => server.readAll({ credentials, maxCount: 1 }, from), (events) => events.length);
    await check.tell(`${who} reads $streams`, () => server.read("$streams", { credentials, maxCount: 1 }, from), (events) => events.length);
    await check.tell(`${who} subscribes`, async () => {
      const follower = check.follow(from.subscribeToStream(stream, { credentials }));
      await follower.until(({ caughtUp }) => caughtUp > 0);
      await follower.stop();
      return { confirmed: follower.confirmed, error: follower.error };
    });
    await check.tell(`${who} sets metadata`, () => from.setStreamMetadata(check.name(`of-${who}`), { custom: 1 }, { credentials }));
    await check.tell(`${who} creates a group`, () =>
      from.createPersistentSubscriptionToStream(stream, check.name(`group-${who}`), api.persistentSubscriptionToStreamSettingsFromDefaults(), { credentials }));
    await check.tell(`${who} lists groups`, () => from.listPersistentSubscriptionsToStream(stream, { credentials }), (all) => all.length > 0);
    await check.tell(`${who} lists projections`, () => from.listProjections({ credentials }), () => "allowed");
  }

  await check.tell("appends of an anonymous client, in one batch", () => anonymous.appendToStream(stream, check.events(1)));
  const acl = { readRoles: ["ops"], writeRoles: ["ops"], deleteRoles: ["$admins"], metaReadRoles: ["ops"], metaWriteRoles: ["$admins"] };
  await client.setStreamMetadata(stream, { acl });
  for (const [who, credentials] of Object.entries({ admin: as.admin, ops: as.ops })) {
    await check.tell(`${who} reads what is for ops`, () => server.read(stream, { credentials, maxCount: 1 }), (events) => events.length);
    await check.tell(`${who} appends to what is for ops`, () => client.appendToStream(stream, check.events(1), { credentials }));
    await check.tell(`${who} reads its metadata`, () => client.getStreamMetadata(stream, { credentials }));
    await check.tell(`${who} sets its metadata`, () => client.setStreamMetadata(stream, { acl }, { credentials }));
  }

  await check.tell("ops deletes what is for admins", () => client.deleteStream(stream, { credentials: as.ops }));
  await check.tell("ops tombstones what is for admins", () => client.tombstoneStream(stream, { credentials: as.ops }));
  await check.tell("admin deletes it", () => client.deleteStream(stream, { credentials: as.admin }));
}
