// The official TypeScript client 2.x: node typescript-2.mjs MODE ERRAND URL|COMMAND...
// MODE is its way to find a common revision: auto or legacy.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { commandLine, visit } from "./visit.mjs";

const [mode, ...rest] = process.argv.slice(2);
const { errand, url, command } = commandLine(rest);
const client = new Client({ name: "typescript-2", version: "1" }, { versionNegotiation: { mode } });
await client.connect(url ? new StreamableHTTPClientTransport(url) : new StdioClientTransport(command));
await visit(client, errand);
