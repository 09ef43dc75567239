package dev.gatehouse.app.clients;

import java.util.Map;

/**
 * What a client is to do with a server: list the tools and call one, read a resource, get a prompt,
 * and complete a variable of a resource template.
 *
 * @param tool the one to call
 * @param toolArguments what to call it with
 * @param resource the URI to read
 * @param prompt the one to get
 * @param promptArguments what to fill it in with
 * @param template the template with the variable to complete
 * @param variable the variable's name
 * @param typed how its value begins
 */
public record Errand(
        String tool,
        Map<String, Object> toolArguments,
        String resource,
        String prompt,
        Map<String, String> promptArguments,
        String template,
        String variable,
        String typed) {

    public Errand {
        toolArguments = Map.copyOf(toolArguments);
        promptArguments = Map.copyOf(promptArguments);
    }
}
