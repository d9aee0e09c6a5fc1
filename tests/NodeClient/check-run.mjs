import { randomUUID } from "node:crypto";
import { Follower } from "./follower.mjs";
import { Names } from "./names.mjs";
import { show } from "./show.mjs";

const longestAnswer = 12_000;

/** One check as it runs: its streams' names, its helpers, and the lines it has to say. */
export class Check {
  #title;
  #lines = [];
  #run = randomUUID().replaceAll("-", "");

  constructor(title, server) {
    this.#title = title;
    this.server = server;
    this.client = server.client;
    this.api = server.api;
    this.names = new Names(this.#run);
  }

  /** A name nobody else has: of a stream, a group or a projection. Printed as `<name>`. */
  name(name) {
    return `${this.#run}-${name}`;
  }

  /** What every name of this check begins with. */
  get prefix() {
    return `${this.#run}-`;
  }

  isOwn = (resolved) => (resolved.link ?? resolved.event)?.streamId.startsWith(this.prefix);

  /** Events in JSON, of types T0, T1 and so on. */
  events(count, first = 0, { type = (n) => `T${n}`, ...rest } = {}) {
    return Array.from({ length: count }, (_, i) =>
      this.api.jsonEvent({ id: randomUUID(), type: type(first + i), data: { n: first + i }, ...rest }),
    );
  }

  link(stream, revision) {
    return this.api.binaryEvent({ type: "$>", data: Buffer.from(`${revision}@${stream}`) });
  }

  /** Says what something gave: its value, its error, or that it gave nothing in time. */
  async tell(label, action, view = (value) => value) {
    let value;
    try {
      value = await within(longestAnswer, Promise.resolve().then(action));
    } catch (error) {
      this.say(label, error);
      return undefined;
    }

    this.say(label, view(value));
    return value;
  }

  say(label, value) {
    this.#lines.push(`${label}: ${show(value, this.names)}`);
  }

  follow(subscription, onEvent) {
    return new Follower(subscription, onEvent);
  }

  print() {
    console.log(`== ${this.#title}`);
    for (const line of this.#lines) {
      console.log(this.names.normalise(line));
    }
  }
}

async function within(milliseconds, promise) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds, "no answer");
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
