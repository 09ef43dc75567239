package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.rpc.Message;
import tools.jackson.databind.JsonNode;

/** What an answer takes in memory until it is written, as a tree and as text, about. */
final class AnswerSize {

    private static final long NODE_BYTES = 32;

    /** The tree, its text, and the event or array that the text becomes a part of. */
    private static final int COPIES = 3;

    /** What is smaller takes nothing, so that small answers are never too much. */
    private static final long SMALL = 64 << 10;

    private AnswerSize() {}

    /** In bytes. */
    static long of(Message message) {
        long size = message instanceof Message.Response(_, var result) ? COPIES * of(result) : 0;
        return size > SMALL ? size : 0;
    }

    private static long of(JsonNode node) {
        if (node.isString()) {
            return NODE_BYTES + node.stringValue().length();
        }
        long size = NODE_BYTES;
        for (JsonNode part : node) {
            size += of(part);
        }
        return size;
    }
}
