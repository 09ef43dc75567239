package dev.gatehouse.app.clients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official Inspector on the command line: a process for each request. It cannot ask for
 * completions.
 */
public enum Inspector implements Client {

    /** Version 0.15. */
    ZERO("inspector-cli/build/cli.js", ""),

    /** Version 2.x, with the latest revision that the server speaks. */
    TWO("inspector/clients/launcher/build/index.js", "auto"),

    /** Version 2.x, kept to the revisions with a handshake. */
    TWO_WITH_HANDSHAKE("inspector/clients/launcher/build/index.js", "legacy");

    private final String script;
    private final String era;

    Inspector(String script, String era) {
        this.script = "node_modules/@modelcontextprotocol/" + script;
        this.era = era;
    }

    @Override
    public boolean completes() {
        return false;
    }

    @Override
    public Seen visit(Server server, Errand errand) {
        JsonNode tools = ask(server, "tools/list").path("tools");
        return new Seen(
                tools.valueStream().map(tool -> tool.path("name").stringValue()).toList(),
                call(server, errand).at("/content/0/text").stringValue(),
                ask(server, "resources/read", "--uri", errand.resource())
                        .at("/contents/0/text")
                        .stringValue(),
                prompt(server, errand).at("/messages/0/content/text").stringValue(),
                List.of());
    }

    private JsonNode call(Server server, Errand errand) {
        return ask(
                server,
                "tools/call",
                with("--tool-name", errand.tool(), "--tool-arg", errand.toolArguments()));
    }

    private JsonNode prompt(Server server, Errand errand) {
        return ask(
                server,
                "prompts/get",
                with("--prompt-name", errand.prompt(), "--prompt-args", errand.promptArguments()));
    }

    private static String[] with(
            String nameOption, String name, String pairOption, Map<String, ?> pairs) {
        return Stream.concat(
                        Stream.of(nameOption, name),
                        pairs.entrySet().stream()
                                .flatMap(
                                        pair ->
                                                Stream.of(
                                                        pairOption,
                                                        pair.getKey() + "=" + pair.getValue())))
                .toArray(String[]::new);
    }

    private JsonNode ask(Server server, String method, String... parameters) {
        List<String> command = new ArrayList<>();
        command.add(this == ZERO ? Node.usual() : Node.recent());
        command.addAll(List.of(Node.script(script), "--cli"));
        command.addAll(server.target());
        if (!era.isEmpty()) {
            command.addAll(List.of("--protocol-era", era));
        }
        command.addAll(List.of("--method", method));
        command.addAll(Arrays.asList(parameters));
        return JsonMapper.shared().readTree(Node.run(command).success());
    }
}
