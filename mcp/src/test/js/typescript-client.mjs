// Has a server on stdio ask the official TypeScript client 2.x, and prints what came of it as JSON:
// node typescript-client.mjs DIST MODE COMMAND ARGUMENT...
// DIST is the folder of the client's modules; MODE is its way to find a common revision.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, mode, command, ...args] = process.argv.slice(2);
const { Client } = await import(pathToFileURL(join(dist, "index.mjs")));
const { StdioClientTransport } = await import(pathToFileURL(join(dist, "stdio.mjs")));

const client = new Client(
  { name: "typescript", version: "1" },
  { versionNegotiation: { mode }, capabilities: { elicitation: { form: {} } } },
);
client.setRequestHandler("elicitation/create", async (request) => ({
  action: "accept",
  content: request.params.requestedSchema.properties.name ? { name: "Ann" } : { colour: "g" },
}));
await client.connect(new StdioClientTransport({ command, args }));
const greeted = await client.callTool({ name: "ask", arguments: { what: "name" } });
const asked = await client.callTool({ name: "ask", arguments: { what: "twice" } });
const unable = await client
  .callTool({ name: "ask", arguments: { what: "sampling" } })
  .then((result) => result.content[0].text, (error) => `${error.code}`);
const seen = {
  revision: client.getNegotiatedProtocolVersion(),
  greeted: greeted.content[0].text,
  asked: asked.content[0].text,
  unable,
};
await client.close();
console.log(JSON.stringify(seen));
