// Runs what the official Node clients offer against a server, and prints what they saw, so that two runs can be
// compared with diff. README.md says how.
import { parseArgs } from "node:util";
import { Check } from "./check-run.mjs";
import { checks, clients } from "./catalogue.mjs";
import { Server } from "./server.mjs";

const usage = `usage: node check.mjs CONNECTION-STRING [--client ${Object.keys(clients).join("|")}] [CHECK…]
checks: ${Object.keys(checks).join(" ")}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { client: { type: "string", default: "eventstore" } },
});
const [connectionString, ...named] = positionals;
if (!connectionString || !clients[values.client] || named.some((name) => !checks[name])) {
  console.error(usage);
  process.exit(2);
}

const wanted = named.length > 0 ? named : Object.keys(checks).filter((name) => !checks[name].onlyWhenNamed);
const server = await Server.connect(clients[values.client], connectionString);
for (const name of wanted) {
  const check = new Check(name, server);
  try {
    await checks[name].run(check);
  } catch (error) {
    check.say("the check itself failed", error);
    process.exitCode = 1;
  }

  check.print();
}

await server.close();
// Calls that are never answered would keep the process.
process.exit();
