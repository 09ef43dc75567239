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
 * @param mayAsk whether the work may ask for input; that of other methods finishes at once
 * @param work makes the result, without what an era wraps around it
 */
record Method(
        Function<Supplier<Message>, Answer> kind,
        boolean cacheable,
        boolean mayAsk,
        Function<Inquiry, Step> work) {

    /** A method that is done at once, in the order of arrival: it never blocks. */
    static Method now(Function<Inquiry, ObjectNode> work) {
        return new Method(answer -> new Answer.Now(answer.get()), false, false, finishing(work));
    }

    /** A method that lists what is offered. */
    static Method list(Function<Inquiry, ObjectNode> work) {
        return new Method(Answer.Lookup::new, true, false, finishing(work));
    }

    /** A method whose result a client may keep for a while. */
    static Method read(Function<Inquiry, Step> work) {
        return new Method(Answer.Call::new, true, true, work);
    }

    /** A method whose result is for once. */
    static Method call(Function<Inquiry, Step> work) {
        return new Method(Answer.Call::new, false, true, work);
    }

    /** The same, where nothing can be asked. */
    static Method plainCall(Function<Inquiry, ObjectNode> work) {
        return new Method(Answer.Call::new, false, false, finishing(work));
    }

    private static Function<Inquiry, Step> finishing(Function<Inquiry, ObjectNode> work) {
        return work.andThen(Step.Finished::new);
    }
}
