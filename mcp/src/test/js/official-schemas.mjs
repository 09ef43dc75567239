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

/** The revision that a key of the map stands for: a text, or a variable that holds one. */
function revisionOf(key) {
  const variable = /^\[([A-Za-z_$][\w$]*)\]$/.exec(key);
  if (variable === null) {
    return key.slice(1, -1);
  }
  const name = variable[1].replaceAll("$", "\\$");
  const value = new RegExp(`(?<![\\w$.])${name}=["\`](\\d{4}-\\d\\d-\\d\\d)["\`]`).exec(source);
  return value === null ? undefined : value[1];
}

const names = new Map();
const entry = /(["`]\d{4}-\d\d-\d\d["`]|\[[A-Za-z_$][\w$]*\]):([A-Za-z_$][\w$]*)[,}]/g;
for (const [, key, name] of source.matchAll(entry)) {
  const revision = revisionOf(key);
  if (revision !== undefined) {
    names.set(name, revision);
  }
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
