import { access } from "./checks/access.mjs";
import { appending } from "./checks/appending.mjs";
import { deleting } from "./checks/deleting.mjs";
import { filters } from "./checks/filters.mjs";
import { log } from "./checks/log.mjs";
import { metadata } from "./checks/metadata.mjs";
import { groups } from "./checks/groups.mjs";
import { groupSettings } from "./checks/group-settings.mjs";
import { groupsOfAll } from "./checks/groups-of-all.mjs";
import { node } from "./checks/node.mjs";
import { projections } from "./checks/projections.mjs";
import { racing } from "./checks/racing.mjs";
import { reading } from "./checks/reading.mjs";
import { subscribing } from "./checks/subscribing.mjs";
import { subsystems } from "./checks/subsystems.mjs";

/** The packages of the official client, by what --client calls them. */
export const clients = {
  eventstore: "@eventstore/db-client",
  kurrent: "@kurrent/kurrentdb-client",
};

/** What is checked, in this order. */
export const checks = {
  node: { run: node },
  appending: { run: appending },
  racing: { run: racing },
  reading: { run: reading },
  log: { run: log },
  subscribing: { run: subscribing },
  filters: { run: filters },
  metadata: { run: metadata },
  deleting: { run: deleting },
  groups: { run: groups },
  "group-settings": { run: groupSettings },
  "groups-of-all": { run: groupsOfAll },
  projections: { run: projections },
  access: { run: access },
  // Drops every reader of every persistent subscription, and all projections, of everybody.
  subsystems: { run: subsystems, onlyWhenNamed: true },
};
