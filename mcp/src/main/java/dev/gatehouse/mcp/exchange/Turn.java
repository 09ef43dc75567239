package dev.gatehouse.mcp.exchange;

/**
 * The place in which a piece of work runs, one of a few. Work that waits for its client gives the
 * place to others meanwhile. Safe for many threads.
 */
public interface Turn {

    /** The place of work that takes none from others. */
    Turn FREE =
            new Turn() {
                @Override
                public boolean pause() {
                    return true;
                }

                @Override
                public void resume() {}
            };

    /**
     * Gives the place away; false, and then the place is kept, when too much waits for its client
     * already.
     */
    boolean pause();

    /** Waits for a place again; once after each time that {@link #pause} gave it away. */
    void resume();
}
