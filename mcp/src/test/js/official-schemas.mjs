// The conformance suite carries the official schema.json of each revision as an object literal.
// Writes them to FOLDER/<revision>.json: node official-schemas.mjs BUNDLE FOLDER
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

const [bundle, folder] = process.argv.slice(2);
const source = readFileSync(bundle, "utf8");

/** The end of the object literal that begins at `start`. */
function endOfLiteral(start) {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const character = source[at];
    if (character === "`" || character === '"' || character === "'") {
      at = endOfString(at, character);
    } else if (character === "{") {
      depth++;
    } else if (character === "}" && --depth === 0) {
      return at + 1;
    }
  }
  throw new Error(`no end of the literal at ${start}`);
}

function endOfString(start, quote) {
  let at = start + 1;
  while (source[at] !== quote) {
    at += source[at] === "\\" ? 2 : 1;
  }
  return at;
}

const names = new Map();
for (const [, revision, name] of source.matchAll(/["`](\d{4}-\d\d-\d\d)["`]:([A-Za-z_$][\w$]*)[,}]/g)) {
  names.set(name, revision);
}
mkdirSync(folder, { recursive: true });
const written = [];
for (const found of source.matchAll(/([A-Za-z_$][\w$]*)=(?=\{\$schema:`https?:\/\/json-schema\.org)/g)) {
  const revision = names.get(found[1]);
  if (revision !== undefined) {
    const start = found.index + found[0].length;
    const schema = runInNewContext(`(${source.slice(start, endOfLiteral(start))})`);
    writeFileSync(join(folder, `${revision}.json`), JSON.stringify(schema));
    written.push(revision);
  }
}
console.log(written.sort().join(" "));
