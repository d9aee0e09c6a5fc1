/** What the client learns about the node itself. */
export async function node(check) {
  const { server, api } = check;
  await check.tell("version", async () => {
    const { serverVersion } = await check.client.capabilities;
    return serverVersion.replace(/^(\d+\.\d+).*/, "$1");
  });

  // Gossip: the client connects to the one the preference names.
  const hosts = server.connectionString.replace(/^esdb(\+discover)?/, "esdb+discover");
  for (const preference of ["leader", "follower", "readOnlyReplica", "random"]) {
    await check.tell(`discovery, ${preference}`, async () => {
      const client = server.open(`nodePreference=${preference}&maxDiscoverAttempts=3&discoveryInterval=100`, hosts);
      const found = await client.resolveUri();
      const stream = check.name(`discovered-${preference}`);
      await server.append(stream, check.events(1), { client });
      return { found: found === new URL(server.connectionString.replace(/^esdb/, "http")).host, wrote: await server.read(stream, {}, client) };
    });
  }

  await check.tell("requires leader", async () => {
    const stream = check.name("leader");
    await server.append(stream, check.events(1), { requiresLeader: true });
    return server.read(stream, { requiresLeader: true });
  });
  await check.tell("the node's own state", () =>
    server.read("$mem-node-state", { direction: api.BACKWARDS, fromRevision: api.END, maxCount: 1 }), ([last]) => ({
    type: last.event.type,
    data: last.event.data,
  }));
}
