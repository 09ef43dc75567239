package dev.gatehouse.mcp.host;

import static java.util.Objects.requireNonNull;

import dev.gatehouse.mcp.input.InputSettings;
import dev.gatehouse.mcp.offer.Offering;
import java.util.function.Supplier;

/**
 * The program that embeds the protocol.
 *
 * @param server what it says it is
 * @param instructions how a model should use it; empty when there is nothing to say
 * @param offering what it offers to whom
 * @param incidents where it hears of what went wrong
 * @param ids makes identifiers that nobody can guess, for sessions and failures
 * @param pageSize the most items on one page of a list
 * @param input how clients are asked for input
 */
public record Host(
        ServerInfo server,
        String instructions,
        Offering offering,
        Incidents incidents,
        Supplier<String> ids,
        int pageSize,
        InputSettings input) {

    public Host {
        requireNonNull(server, "server is null");
        requireNonNull(instructions, "instructions is null");
        requireNonNull(offering, "offering is null");
        requireNonNull(incidents, "incidents is null");
        requireNonNull(ids, "ids is null");
        requireNonNull(input, "input is null");
        if (pageSize < 1) {
            throw new IllegalArgumentException("a page holds at least one item");
        }
    }
}
