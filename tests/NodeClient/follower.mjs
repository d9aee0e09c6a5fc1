import { setTimeout as pause } from "node:timers/promises";

const longestWait = 10_000;

/** A subscription, and all that it brought so far. */
export class Follower {
  events = [];
  checkpoints = [];
  confirmed = 0;
  caughtUp = 0;
  ended = false;

  constructor(subscription, onEvent = () => {}) {
    this.subscription = subscription;
    subscription.on("confirmation", () => this.confirmed++);
    subscription.on("caughtUp", () => this.caughtUp++);
    subscription.on("error", (error) => {
      this.error = error;
    });
    subscription.on("end", () => {
      this.ended = true;
    });
    subscription.on("data", (event) => {
      this.events.push(event);
      onEvent(event);
    });
  }

  /** Waits until something holds of it, or it failed; says whether it did. */
  async until(holds) {
    const deadline = Date.now() + longestWait;
    while (!holds(this)) {
      if (this.error || Date.now() > deadline) {
        return false;
      }

      await pause(10);
    }

    return true;
  }

  received(count) {
    return this.until(() => this.events.length >= count);
  }

  failed() {
    return this.until(() => this.error !== undefined);
  }

  /** What there is when nothing more is expected. */
  async settled(milliseconds = 400) {
    await pause(milliseconds);
    return this.view;
  }

  get view() {
    return {
      confirmed: this.confirmed,
      caughtUp: this.caughtUp,
      events: this.events,
      error: this.error,
      ended: this.ended || undefined,
    };
  }

  async stop() {
    await this.subscription.unsubscribe();
  }
}
