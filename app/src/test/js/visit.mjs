/** Has a client, of whichever generation, run the errand, and prints what it saw as JSON. */
export async function visit(client, errand) {
  const called = await client.callTool({ name: errand.tool, arguments: errand.toolArguments });
  const read = await client.readResource({ uri: errand.resource });
  const said = await client.getPrompt({ name: errand.prompt, arguments: errand.promptArguments });
  const completion = await client.complete({
    ref: { type: "ref/resource", uri: errand.template },
    argument: { name: errand.variable, value: errand.typed },
  });
  const seen = {
    tools: (await client.listTools()).tools.map((tool) => tool.name),
    called: called.content[0].text,
    read: read.contents[0].text,
    said: said.messages[0].content.text,
    completed: completion.completion.values,
  };
  await client.close();
  console.log(JSON.stringify(seen));
}

/** What the command line names: an errand as JSON, and a URL or a command with its arguments. */
export function commandLine(parameters) {
  const [errand, target, ...args] = parameters;
  const url = /^https?:/.test(target) ? new URL(target) : undefined;
  return { errand: JSON.parse(errand), url, command: { command: target, args } };
}
