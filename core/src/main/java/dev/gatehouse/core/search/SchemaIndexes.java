package dev.gatehouse.core.search;

import dev.gatehouse.core.catalog.Catalog;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * The indexes of the catalogs that were searched last, each made when it is first needed and
 * forgotten with its catalog. Thread-safe: whoever comes while one is made waits for it.
 */
public final class SchemaIndexes {

    private static final int MOST = 16;

    private final long mostPlaces;
    private final Deque<Kept> kept = new ArrayDeque<>();

    private record Kept(WeakReference<Catalog> of, FutureTask<SchemaIndex> index) {

        long size() {
            return index.state() == Future.State.SUCCESS ? index.resultNow().size() : 0;
        }
    }

    /**
     * @param mostPlaces the most that all indexes together remember, see {@link SchemaIndex#size};
     *     the last one is kept whatever its size
     */
    public SchemaIndexes(long mostPlaces) {
        this.mostPlaces = mostPlaces;
    }

    /** The index of exactly this catalog; an equal one would not do. */
    public SchemaIndex of(Catalog catalog) {
        FutureTask<SchemaIndex> index = kept(catalog);
        // Runs for the first who comes, the others wait.
        index.run();
        drop();
        try {
            return index.get();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a catalog could not be read", fault.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private synchronized FutureTask<SchemaIndex> kept(Catalog catalog) {
        Optional<Kept> known = kept.stream().filter(it -> it.of().refersTo(catalog)).findFirst();
        known.ifPresent(kept::remove);
        Kept first =
                known.orElseGet(
                        () ->
                                new Kept(
                                        new WeakReference<>(catalog),
                                        new FutureTask<>(() -> SchemaIndex.of(catalog))));
        kept.addFirst(first);
        return first.index();
    }

    /** Drops what is of no use any more, then what was used least lately. */
    private synchronized void drop() {
        kept.removeIf(it -> it.of().refersTo(null) || it.index().state() == Future.State.FAILED);
        long size = 0;
        int count = 0;
        for (Iterator<Kept> each = kept.iterator(); each.hasNext(); ) {
            size += each.next().size();
            count++;
            if (count > 1 && (count > MOST || size > mostPlaces)) {
                each.remove();
            }
        }
    }
}
