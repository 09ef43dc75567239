package dev.gatehouse.mcp.tool;

/** Tells a running call that nobody waits for its answer any more. */
public interface Cancellation {

    /** An action that waits for the cancellation; closing it takes the action back. */
    interface Registration extends AutoCloseable {

        /**
         * After this returns, the action is not running and never will be: a connection that the
         * action would have cancelled can be given to somebody else. Waits while the action runs.
         */
        @Override
        void close();
    }

    /** Whether the call was cancelled. */
    boolean isCancelled();

    /**
     * Runs {@code action} exactly once when the call is cancelled, on a thread of its own; at once,
     * and on this thread, when it was cancelled already. The action may block.
     */
    Registration onCancel(Runnable action);
}
