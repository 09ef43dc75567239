package dev.gatehouse.mcp.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The resources whose changes a session or a stream wants to hear of, and the entity tag with which
 * each was last seen. Safe for many threads.
 */
public final class ResourceSubscriptions {

    /** The most resources at once. */
    public static final int MOST = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Optional<Object>> seen = new LinkedHashMap<>();

    /**
     * Adds a resource, or looks at one anew that is there already.
     *
     * @param tag its entity tag; empty when that is not known now
     * @return false when there are too many already
     */
    public boolean add(String uri, Optional<Object> tag) {
        lock.lock();
        try {
            if (seen.size() >= MOST && !seen.containsKey(uri)) {
                return false;
            }
            seen.put(uri, tag);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a resource out; one that is not there is left alone. */
    public void remove(String uri) {
        lock.lock();
        try {
            seen.remove(uri);
        } finally {
            lock.unlock();
        }
    }

    /** The resources, in the order in which they came. */
    public List<String> uris() {
        lock.lock();
        try {
            return List.copyOf(seen.keySet());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The resources that have changed since they were last seen; with this, they are seen. One
     * whose tag is not known, now or then, has not changed as far as anybody can tell.
     *
     * @param tags the entity tag of a resource now; never blocks
     */
    public List<String> changed(Function<String, Optional<Object>> tags) {
        lock.lock();
        try {
            List<String> changed = new ArrayList<>();
            for (Map.Entry<String, Optional<Object>> entry : seen.entrySet()) {
                Optional<Object> now = tags.apply(entry.getKey());
                Optional<Object> before = entry.getValue();
                if (now.isPresent() && !now.equals(before)) {
                    entry.setValue(now);
                    before.ifPresent(_ -> changed.add(entry.getKey()));
                }
            }
            return changed;
        } finally {
            lock.unlock();
        }
    }
}
