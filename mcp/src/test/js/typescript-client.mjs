// Drives a server on stdio with the official TypeScript client 2.x, and prints what it saw as JSON:
// node typescript-client.mjs FOLDER MODE COMMAND ARGUMENT...
// FOLDER holds the client in node_modules; MODE is its way to find a common revision.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, mode, command, ...args] = process.argv.slice(2);
const dist = join(folder, "node_modules", "@modelcontextprotocol", "client", "dist");
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
const sum = await client.callTool({ name: "add", arguments: { a: 2, b: 3 } });
const greeted = await client.callTool({ name: "ask", arguments: { what: "name" } });
const asked = await client.callTool({ name: "ask", arguments: { what: "twice" } });
const unable = await client
  .callTool({ name: "ask", arguments: { what: "sampling" } })
  .then((result) => result.content[0].text, (error) => `${error.code}`);
const read = await client.readResource({ uri: "schema://shop/orders" });
const prompt = await client.getPrompt({ name: "plan" });
const completion = await client.complete({
  ref: { type: "ref/prompt", name: "explore" },
  argument: { name: "database", value: "s" },
});
const seen = {
  revision: client.getNegotiatedProtocolVersion(),
  tools: (await client.listTools()).tools.length,
  resources: (await client.listResources()).resources.length,
  templates: (await client.listResourceTemplates()).resourceTemplates.length,
  prompts: (await client.listPrompts()).prompts.length,
  sum: sum.structuredContent.sum,
  greeted: greeted.content[0].text,
  asked: asked.content[0].text,
  unable,
  read: read.contents[0].uri,
  messages: prompt.messages.length,
  completed: completion.completion.values,
};
await client.close();
console.log(JSON.stringify(seen));
