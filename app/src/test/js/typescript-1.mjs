// The official TypeScript client 1.x: node typescript-1.mjs ERRAND URL|COMMAND...
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { commandLine, visit } from "./visit.mjs";

const { errand, url, command } = commandLine(process.argv.slice(2));
const client = new Client({ name: "typescript-1", version: "1" });
await client.connect(url ? new StreamableHTTPClientTransport(url) : new StdioClientTransport(command));
await visit(client, errand);
