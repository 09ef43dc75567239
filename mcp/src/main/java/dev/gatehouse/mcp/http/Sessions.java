package dev.gatehouse.mcp.http;

import dev.gatehouse.mcp.peer.Principal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The open sessions, by the id that their clients send. An id is good only together with the
 * identity that opened the session; to all others the session does not exist.
 */
final class Sessions {

    private static final int ID_BYTES = 24;

    private final ReentrantLock lock = new ReentrantLock();

    /** The longest unused first. */
    private final Map<String, Entry> open = new LinkedHashMap<>(16, 0.75f, true);

    private final SessionLimits limits;
    private final InstantSource clock;
    private final SecureRandom chance;
    private boolean closed;

    /** A session, and its state under the lock. */
    private static final class Entry {
        private final HttpSession session;
        private Instant lastUsed;
        private int requests;

        Entry(HttpSession session, Instant now) {
            this.session = session;
            this.lastUsed = now;
        }
    }

    /** A request in a session; the session does not grow old meanwhile. */
    final class Visit implements AutoCloseable {
        private final Entry entry;

        private Visit(Entry entry) {
            this.entry = entry;
        }

        HttpSession session() {
            return entry.session;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                entry.requests--;
                entry.lastUsed = clock.instant();
            } finally {
                lock.unlock();
            }
        }
    }

    Sessions(SessionLimits limits, InstantSource clock, SecureRandom chance) {
        this.limits = limits;
        this.clock = clock;
        this.chance = chance;
    }

    /**
     * Keeps a session that has been opened.
     *
     * @return its id
     * @throws HttpRefusal when there are too many
     */
    String keep(HttpSession session) {
        byte[] bytes = new byte[ID_BYTES];
        chance.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        end(keep(id, session));
        return id;
    }

    /** Keeps one session and gives those that had to go for it. */
    private List<HttpSession> keep(String id, HttpSession session) {
        lock.lock();
        try {
            Instant now = clock.instant();
            List<HttpSession> gone = remove(entry -> isOver(entry, now));
            Predicate<Entry> own = entry -> entry.session.principal().equals(session.principal());
            if (open.values().stream().filter(own).count() >= limits.ofIdentity()) {
                idle(own).map(open::remove).ifPresent(entry -> gone.add(entry.session));
            }
            requireRoom(own);
            open.put(id, new Entry(session, now));
            return gone;
        } finally {
            lock.unlock();
        }
    }

    private void requireRoom(Predicate<Entry> own) {
        if (closed
                || open.size() >= limits.most()
                || open.values().stream().filter(own).count() >= limits.ofIdentity()) {
            throw HttpRefusal.busy();
        }
    }

    private Optional<String> idle(Predicate<Entry> wanted) {
        return open.entrySet().stream()
                .filter(each -> each.getValue().requests == 0 && wanted.test(each.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Enters a session with one request.
     *
     * @throws HttpRefusal when this identity has no such session
     */
    Visit enter(String id, Principal principal) {
        lock.lock();
        try {
            Entry entry = find(id, principal);
            entry.requests++;
            return new Visit(entry);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a session and cancels what runs in it.
     *
     * @throws HttpRefusal when this identity has no such session
     */
    void end(String id, Principal principal) {
        end(List.of(removed(id, principal)));
    }

    private HttpSession removed(String id, Principal principal) {
        lock.lock();
        try {
            Entry entry = find(id, principal);
            open.remove(id);
            return entry.session;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all sessions; there will be no new ones. */
    void close() {
        end(removedForGood());
    }

    private List<HttpSession> removedForGood() {
        lock.lock();
        try {
            closed = true;
            return remove(entry -> true);
        } finally {
            lock.unlock();
        }
    }

    /** How many there are; those that nobody used for too long do not count. */
    int count() {
        lock.lock();
        try {
            Instant now = clock.instant();
            return (int) open.values().stream().filter(entry -> !isOver(entry, now)).count();
        } finally {
            lock.unlock();
        }
    }

    private Entry find(String id, Principal principal) {
        Entry entry = open.get(id);
        if (entry == null || isOver(entry, clock.instant())) {
            throw HttpRefusal.noSession(false);
        }
        if (!entry.session.principal().equals(principal)) {
            throw HttpRefusal.noSession(true);
        }
        return entry;
    }

    private boolean isOver(Entry entry, Instant now) {
        return entry.requests == 0 && !entry.lastUsed.plus(limits.idle()).isAfter(now);
    }

    private List<HttpSession> remove(Predicate<Entry> which) {
        List<HttpSession> removed = new ArrayList<>();
        open.values()
                .removeIf(
                        entry -> {
                            boolean goes = which.test(entry);
                            if (goes) {
                                removed.add(entry.session);
                            }
                            return goes;
                        });
        return removed;
    }

    private static void end(List<HttpSession> sessions) {
        sessions.forEach(HttpSession::end);
    }
}
