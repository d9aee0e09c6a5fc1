// Appends to a cluster by the official Node client while its leader is killed, and compares what was acknowledged
// with what is stored. README.md says how.
import { spawnSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { randomUUID } from "node:crypto";
import { clients } from "./catalogue.mjs";
import { Server } from "./server.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { client: { type: "string", default: "eventstore" }, kills: { type: "string", default: "2" } },
});
const [connectionString, killLeader] = positionals;
if (!connectionString || !killLeader || !clients[values.client]) {
  console.error("usage: node cluster.mjs CONNECTION-STRING KILL-COMMAND [--client NAME] [--kills N]");
  process.exit(2);
}

const server = await Server.connect(clients[values.client], connectionString);
const stream = `drill-${randomUUID()}`;
const acknowledged = [];
const refused = new Map();
let goesOn = true;
let longestPause = 0;

async function write() {
  let last = Date.now();
  for (let n = 0; goesOn; n++) {
    const event = server.api.jsonEvent({ id: randomUUID(), type: "T", data: { n } });
    // The same event, until somebody has taken it: who repeats an append by its ids appends it once.
    for (let isTaken = false; !isTaken; ) {
      try {
        await server.append(stream, event, { requiresLeader: true, deadline: 2000 });
        acknowledged.push(event.id);
        isTaken = true;
      } catch (error) {
        refused.set(error.type ?? error.message, (refused.get(error.type ?? error.message) ?? 0) + 1);
        await pause(100);
      }
    }

    // Enough to be in the middle of things when the leader dies.
    await pause(2);
    longestPause = Math.max(longestPause, Date.now() - last);
    last = Date.now();
  }
}

const writing = write();
for (let kill = 0; kill < Number(values.kills); kill++) {
  await pause(3000);
  const { status, stderr } = spawnSync(killLeader, { shell: true, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`The command failed: ${stderr}`);
  }

  await pause(7000);
}

goesOn = false;
await writing;
// A client that has given up on its node finds another one for its next call.
let stored;
for (let attempt = 0; !stored; attempt++) {
  stored = await server.read(stream).catch(async (error) => {
    if (attempt === 20) {
      throw error;
    }

    await pause(500);
  });
}

const ids = stored.map(({ event }) => event.id);
const distinct = new Set(ids);
const lost = acknowledged.filter((id) => !distinct.has(id));
console.log(`acknowledged ${acknowledged.length}, stored ${ids.length}, lost ${lost.length}, doubled ${ids.length - distinct.size}`);
console.log(`longest pause ${longestPause} ms, errors on the way: ${JSON.stringify(Object.fromEntries(refused))}`);
process.exit(lost.length === 0 && distinct.size === ids.length ? 0 : 1);
