const nearNow = 10 * 60_000;

/** Anything a client gives, as one line of text that is the same in every run. */
export function show(value, names) {
  switch (true) {
    case value === undefined:
      return "nothing";
    case value === null || typeof value === "boolean" || typeof value === "number":
      return String(value);
    case typeof value === "bigint":
      return String(value);
    case typeof value === "string":
      return names.text(value);
    case value instanceof Error:
      return showError(value, names);
    case value instanceof Date:
      return Math.abs(Date.now() - value.getTime()) < nearNow ? "now" : value.toISOString();
    case value instanceof Uint8Array:
      return value.length > 64 ? `${value.length} bytes` : `bytes ${Buffer.from(value).toString("latin1")}`;
    case Array.isArray(value):
      return showList(value, names);
    case value instanceof Map:
      return show(Object.fromEntries(value), names);
    case isPosition(value):
      return names.position(value);
    case isResolved(value):
      return showResolved(value, names);
    default:
      return `{ ${fields(value, names).join(", ")} }`;
  }
}

function showList(items, names) {
  const shown = items.map((item) => show(item, names));
  const areLong = shown.length > 1 && typeof items[0] === "object";
  return items.length === 0 ? "none" : areLong ? `[\n    ${shown.join("\n    ")}\n  ]` : `[${shown.join(", ")}]`;
}

function isPosition(value) {
  return typeof value.commit === "bigint" && typeof value.prepare === "bigint";
}

function isResolved(value) {
  return "event" in value || "link" in value;
}

function showResolved({ event, link, commitPosition, retryCount }, names) {
  const parts = [];
  if (link) {
    parts.push(`link ${showRecorded(link, names)} to`);
  }

  parts.push(event ? showRecorded(event, names) : "nothing");
  if (commitPosition !== undefined) {
    parts.push(`commit ${names.position({ commit: commitPosition, prepare: commitPosition })}`);
  }

  if (retryCount !== undefined) {
    parts.push(`retry ${retryCount}`);
  }

  return parts.join(" ");
}

function showRecorded(event, names) {
  const { streamId, revision, type, id, isJson, data, metadata, created, position } = event;
  const parts = [`${revision}@${streamId} ${type} ${names.id(id)} ${isJson ? "json" : "binary"} ${show(data, names)}`];
  if (metadata !== undefined) {
    parts.push(`metadata ${show(metadata, names)}`);
  }

  parts.push(`created ${show(created, names)}`, position ? `at ${show(position, names)}` : "without position");
  return parts.join(" ");
}

function showError(error, names) {
  const { type, code } = error;
  const described = [type && `type ${type}`, code !== undefined && `code ${code}`].filter(Boolean).join(" ");
  const known = new Set(["name", "message", "stack", "type", "code", "_raw", "cause", "details", "metadata"]);
  const rest = fields(Object.fromEntries(Object.entries(error).filter(([key]) => !known.has(key))), names);
  return `error ${error.constructor.name} ${described} { ${rest.join(", ")} } ${names.text(error.message)}`;
}

function fields(value, names) {
  return Object.keys(value)
    .sort()
    .filter((key) => value[key] !== undefined)
    .map((key) => `${names.text(key)}: ${show(key === "metastreamRevision" ? asPosition(value[key]) : value[key], names)}`);
}

/** What the client calls the revision of a metadata stream is the position of its event. */
function asPosition(commit) {
  return { commit, prepare: commit };
}
