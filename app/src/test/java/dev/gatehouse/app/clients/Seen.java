package dev.gatehouse.app.clients;

import java.util.List;

/**
 * What a client saw of a server.
 *
 * @param tools the names of the tools
 * @param called the text that the tool answered
 * @param read the text of the resource
 * @param said the text of the prompt's first message
 * @param completed the suggested values; empty for a client that cannot ask for them
 */
public record Seen(
        List<String> tools, String called, String read, String said, List<String> completed) {

    public Seen {
        tools = List.copyOf(tools);
        completed = List.copyOf(completed);
    }
}
