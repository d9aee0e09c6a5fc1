const largest = 2n ** 64n - 1n;

/** Gives names to what differs from run to run: ids in order of their appearance, positions in order of the log. */
export class Names {
  #run;
  #ids = new Map();
  #positions = new Map();

  constructor(run) {
    this.#run = run;
  }

  id(id) {
    if (!this.#ids.has(id)) {
      this.#ids.set(id, `id${this.#ids.size + 1}`);
    }

    return this.#ids.get(id);
  }

  /** A stand-in for a position; its place among the others is known only when all were seen. */
  position({ commit, prepare }) {
    if (commit === largest) {
      return "unknown position";
    }

    const key = `⟦${commit}/${prepare}⟧`;
    this.#positions.set(key, { commit, prepare });
    return key;
  }

  /** Texts that came from the server hold names, ids and positions, too. */
  text(text) {
    return text
      .replaceAll("\r", "\\r")
      .replaceAll("\n", "\\n")
      .replaceAll(/after [\d.]+s,.*remote_addr=.*$/g, "after a while")
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, (id) => this.id(id))
      .replaceAll(/C:(-?\d+)\/P:(-?\d+)/g, (whole, commit, prepare) =>
        commit.startsWith("-") || prepare.startsWith("-")
          ? whole
          : this.position({ commit: BigInt(commit), prepare: BigInt(prepare) }),
      );
  }

  normalise(line) {
    const inOrder = [...this.#positions.entries()].sort(([, a], [, b]) =>
      compare(a.commit, b.commit) || compare(a.prepare, b.prepare),
    );
    const places = new Map(inOrder.map(([key], place) => [key, `p${place}`]));
    return line.replaceAll(/⟦\d+\/\d+⟧/g, (key) => places.get(key)).replaceAll(`${this.#run}-`, "~");
  }
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
