package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.rpc.Message;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * A method of the protocol.
 *
 * @param kind what kind of answer it gives
 * @param cacheable whether a client may keep the result (MCP since 2026-07-28, caching)
 * @param work makes the result, without what an era wraps around it
 */
record Method(
        Function<Supplier<Message>, Answer> kind,
        boolean cacheable,
        Function<Inquiry, ObjectNode> work) {

    /** A method that is done at once, in the order of arrival: it never blocks. */
    static Method now(Function<Inquiry, ObjectNode> work) {
        return new Method(answer -> new Answer.Now(answer.get()), false, work);
    }

    /** A method that lists what is offered. */
    static Method list(Function<Inquiry, ObjectNode> work) {
        return new Method(Answer.Lookup::new, true, work);
    }

    /** A method that reads what does not change by itself. */
    static Method read(Function<Inquiry, ObjectNode> work) {
        return new Method(Answer.Call::new, true, work);
    }

    /** A method whose result is for once. */
    static Method call(Function<Inquiry, ObjectNode> work) {
        return new Method(Answer.Call::new, false, work);
    }
}
