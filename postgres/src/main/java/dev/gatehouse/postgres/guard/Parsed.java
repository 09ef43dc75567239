package dev.gatehouse.postgres.guard;

import tools.jackson.databind.JsonNode;

/**
 * A text that holds exactly one statement.
 *
 * @param tree the statement's node, as the parser gave it
 * @param statement the same, read
 * @param from offset of the statement's first byte
 * @param to offset after its last byte, before a semicolon
 */
record Parsed(Source source, JsonNode tree, Tree.Node statement, int from, int to) {}
