package dev.gatehouse.mcp.stdio;

import dev.gatehouse.mcp.rpc.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the answers to one line; a batch is answered as one batch, when all answers are there.
 */
final class LineReply {

    private final LineWriter out;
    private final boolean batch;
    private final Runnable whenDone;
    private final List<Message> answers = new ArrayList<>();
    private int expected;

    /**
     * @param expected how many times {@link #answered} or {@link #cancelled} will be called; above
     *     0
     * @param whenDone runs after the last answer was sent
     */
    LineReply(LineWriter out, boolean batch, int expected, Runnable whenDone) {
        this.out = out;
        this.batch = batch;
        this.expected = expected;
        this.whenDone = whenDone;
    }

    /** One request has its answer. */
    void answered(Message answer) {
        if (batch) {
            finish(List.of(answer));
        } else {
            out.send(answer);
            finish(List.of());
        }
    }

    /** One request will never have an answer, or not with this line. */
    void cancelled() {
        finish(List.of());
    }

    private void finish(List<Message> more) {
        if (!isLast(more)) {
            return;
        }
        if (!answers.isEmpty()) {
            out.sendBatch(answers);
        }
        whenDone.run();
    }

    private synchronized boolean isLast(List<Message> more) {
        answers.addAll(more);
        expected--;
        return expected == 0;
    }
}
