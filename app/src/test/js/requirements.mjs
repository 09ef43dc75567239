// Prints as JSON what a revision requires of a server, and what is run for information only:
// node requirements.mjs REVISION
import { readFileSync } from "node:fs";
import { parse } from "yaml";

const file = `node_modules/@modelcontextprotocol/conformance/requirements/${process.argv[2]}.yaml`;
const set = parse(readFileSync(new URL(file, import.meta.url), "utf8"));
const reported = set.not_scored.filter((entry) => entry.leg === "server").map((entry) => entry.scenario);
console.log(JSON.stringify({ required: set.server, reported }));
