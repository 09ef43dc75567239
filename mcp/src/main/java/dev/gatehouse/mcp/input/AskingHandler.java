package dev.gatehouse.mcp.input;

/**
 * Answers a call, and may ask the client's side for input on the way: what a tool does, how a
 * prompt is written, how a resource is read.
 *
 * <p>Where the protocol keeps no state between requests (MCP since 2026-07-28, multi round-trip
 * requests), each answer comes with the whole request again, and the handler runs again from its
 * start: what was answered before is given to it without asking. So before its last question a
 * handler changes nothing, and it asks the same call the same questions: an answer counts only for
 * exactly the question that was shown, and another question in its place is asked anew.
 *
 * <p>An answer given may be used again for some minutes, by the same principal for the same call. A
 * handler that must act once only for one answer sees to that by itself.
 *
 * @param <C> the call
 * @param <R> its result
 */
@FunctionalInterface
public interface AskingHandler<C, R> {

    /**
     * Begins to answer one call. Runs on a virtual thread and may block; many calls run at once.
     * What it asks must be among {@code peer().capabilities()} of the call, or the call fails with
     * words that name what is missing. The call also ends when nobody answers in time, or not with
     * what was asked for however often; then the rest of the handler never runs. An exception is a
     * bug: the client hears "internal error" and a number, the embedding program hears everything.
     */
    Outcome<R> answer(C call);
}
