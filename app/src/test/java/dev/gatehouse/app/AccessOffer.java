package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.AccessAsk.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The rows of the matrix: the methods of the protocol, and everything that a server lists to
 * somebody who may do everything, with arguments that fit. Of something new, it demands to be told
 * what fits.
 *
 * @param uris every resource that there is to be read, with its database
 */
record AccessOffer(List<AccessAsk> asks, Map<String, String> uris) {

    /** What capabilities the rows are for. */
    static final String CAPABILITIES =
            """
            {"tools":{"listChanged":true},"resources":{"listChanged":true,"subscribe":true},\
            "prompts":{"listChanged":true},"completions":{}}""";

    private static final List<String> DATABASES = List.of("zqlibrary", "zqbank");
    private static final Map<String, String> TABLES =
            Map.of("zqlibrary", "zqnovels", "zqbank", "zqgems");

    /** Reads what is offered on a line of somebody to whom all of it is. */
    static AccessOffer read(AccessLine line) throws IOException, InterruptedException {
        List<AccessAsk> asks = new ArrayList<>(protocol());
        Map<String, String> uris = new HashMap<>();
        for (JsonNode tool : listed(line, "tools")) {
            DATABASES.forEach(each -> asks.add(call(tool, each)));
        }
        for (JsonNode resource : listed(line, "resources")) {
            uris.put(resource.path("uri").asString(), "");
        }
        for (JsonNode template : listed(line, "resources/templates")) {
            DATABASES.forEach(each -> uris.put(expanded(template, each), each));
            asks.addAll(completions(template));
        }
        for (JsonNode prompt : listed(line, "prompts")) {
            DATABASES.forEach(each -> asks.add(prompt(prompt, each)));
            asks.addAll(completionsOfPrompt(prompt));
        }
        uris.forEach((uri, database) -> asks.addAll(ofResource(uri, database)));
        asks.add(
                AccessAsk.of(
                        Kind.LISTEN,
                        "subscriptions/listen",
                        Map.of(
                                "notifications",
                                Map.of("resourceSubscriptions", List.copyOf(uris.keySet())))));
        return new AccessOffer(List.copyOf(asks), Map.copyOf(uris));
    }

    private static List<AccessAsk> protocol() {
        return List.of(
                AccessAsk.of(Kind.GREET, "server/discover"),
                AccessAsk.of(Kind.PING, "ping"),
                AccessAsk.of(Kind.UNKNOWN_METHOD, "tools/zqxjkvbwpf"),
                AccessAsk.of(Kind.UNKNOWN_METHOD, "logging/setLevel", Map.of("level", "debug")),
                AccessAsk.of(Kind.LIST, "tools/list"),
                AccessAsk.of(Kind.LIST, "resources/list"),
                AccessAsk.of(Kind.LIST, "resources/templates/list"),
                AccessAsk.of(Kind.LIST, "prompts/list"));
    }

    private static List<JsonNode> listed(AccessLine line, String what)
            throws IOException, InterruptedException {
        JsonNode result =
                line.ask(AccessAsk.of(Kind.LIST, what + "/list")).message().path("result");
        assertThat(result.has("nextCursor")).as("one page of " + what).isFalse();
        return names(what, result).toList();
    }

    /** The members of a listing. */
    static Stream<JsonNode> names(String what, JsonNode result) {
        return result.path(what.equals("resources/templates") ? "resourceTemplates" : what)
                .valueStream();
    }

    /** A call with the arguments that the tool demands, and with SQL where it takes any. */
    private static AccessAsk call(JsonNode tool, String database) {
        JsonNode input = tool.path("inputSchema");
        assertThat(input.path("properties").has("database")).as(tool.toString()).isTrue();
        Stream<String> demanded = input.path("required").valueStream().map(JsonNode::asString);
        Stream<String> statement =
                Stream.of("sql").filter(name -> input.path("properties").has(name));
        Map<String, Object> arguments = new HashMap<>(Map.of("database", database));
        Stream.concat(demanded, statement)
                .forEach(name -> arguments.put(name, fitting(name, database)));
        return AccessAsk.call(tool.path("name").asString(), database, arguments);
    }

    private static AccessAsk prompt(JsonNode prompt, String database) {
        Map<String, Object> arguments = new HashMap<>();
        prompt.path("arguments")
                .valueStream()
                .map(argument -> argument.path("name").asString())
                .forEach(name -> arguments.put(name, fitting(name, database)));
        return AccessAsk.prompt(prompt.path("name").asString(), database, arguments);
    }

    /** What stands for an argument, whatever asks for one of this name. */
    private static String fitting(String name, String database) {
        String table = TABLES.getOrDefault(database, "");
        return switch (name) {
            case "database" -> database;
            case "table", "table_name", "query" -> table;
            case "sql" -> "SELECT * FROM " + table;
            case "question" -> "Why?";
            default -> throw new AssertionError("what fits the argument `" + name + "`?");
        };
    }

    private static String expanded(JsonNode template, String database) {
        String uri = template.path("uriTemplate").asString();
        for (String variable : variables(uri)) {
            uri = uri.replace("{" + variable + "}", fitting(variable, database));
        }
        return uri;
    }

    private static List<String> variables(String template) {
        return Stream.of(template.split("[{}]"))
                .filter(part -> template.contains("{" + part + "}"))
                .toList();
    }

    private static List<AccessAsk> completions(JsonNode template) {
        String uri = template.path("uriTemplate").asString();
        return variables(uri).stream()
                .flatMap(name -> completions("ref/resource", uri, name))
                .toList();
    }

    private static List<AccessAsk> completionsOfPrompt(JsonNode prompt) {
        String name = prompt.path("name").asString();
        return prompt.path("arguments")
                .valueStream()
                .map(argument -> argument.path("name").asString())
                .flatMap(argument -> completions("ref/prompt", name, argument))
                .toList();
    }

    private static Stream<AccessAsk> completions(String type, String subject, String argument) {
        return Stream.concat(Stream.of(""), DATABASES.stream())
                .map(database -> AccessAsk.complete(type, subject, argument, database));
    }

    private static List<AccessAsk> ofResource(String uri, String database) {
        return List.of(
                AccessAsk.resource(Kind.READ, "resources/read", uri, database),
                AccessAsk.resource(Kind.SUBSCRIBE, "resources/subscribe", uri, database),
                AccessAsk.resource(Kind.UNSUBSCRIBE, "resources/unsubscribe", uri, database));
    }
}
