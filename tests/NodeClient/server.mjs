// The two packages of the official client behind one face, and what both lack.
export class Server {
  static async connect(packageName, connectionString) {
    const api = (await import(packageName)).default;
    return new Server(api, connectionString);
  }

  constructor(api, connectionString) {
    this.api = api;
    this.connectionString = connectionString;
    this.isSecure = !/[?&]tls=false/i.test(connectionString);
    // The newer package renamed the option of appends, of appends alone.
    this.expectation = api.KurrentDBClient ? "streamState" : "expectedRevision";
    this.canReadAllFiltered = Boolean(api.KurrentDBClient);
    this.clients = [];
    this.client = this.open();
  }

  /** Another client, with more options in its connection string, or another one altogether. */
  open(options = "", connectionString = this.connectionString) {
    const client = (this.api.KurrentDBClient ?? this.api.EventStoreDBClient).connectionString(
      options ? `${connectionString}${connectionString.includes("?") ? "&" : "?"}${options}` : connectionString,
    );
    this.clients.push(client);
    return client;
  }

  /**
   * Appends; by BatchAppend, unless `unary` is set: the client takes Append for calls with credentials of their own,
   * which an insecure node does not look at.
   */
  append(stream, events, { expected = this.api.ANY, unary = false, client = this.client, ...options } = {}) {
    return client.appendToStream(stream, events, {
      ...(unary && { credentials: { username: "admin", password: "changeit" } }),
      [this.expectation]: expected,
      ...options,
    });
  }

  async read(stream, options = {}, client = this.client) {
    return collect(client.readStream(stream, options));
  }

  async readAll(options = {}, client = this.client) {
    return collect(client.readAll(options));
  }

  async close() {
    await Promise.race([
      Promise.allSettled(this.clients.map((client) => client.dispose())),
      new Promise((resolve) => setTimeout(resolve, 2000)),
    ]);
  }
}

async function collect(events) {
  const collected = [];
  for await (const event of events) {
    collected.push(event);
  }

  return collected;
}
