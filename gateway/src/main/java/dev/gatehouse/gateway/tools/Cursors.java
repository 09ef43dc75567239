package dev.gatehouse.gateway.tools;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Position;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where callers can go on in results that were cut: under a handle that nobody can guess, for the
 * one who was given it only, and for ten minutes. A cursor is a place in the result of a text, not
 * a right: whoever goes on asks again, and is judged again. Bounded for each caller and in all; the
 * oldest go. Thread-safe.
 */
public final class Cursors {

    static final Duration LIFE = Duration.ofMinutes(10);

    private static final int BYTES = 12;
    private static final Bound EACH = new Bound(500, 512L << 10);
    private static final Bound ALL = new Bound(2_000, 4L << 20);

    private final SecureRandom chance;
    private final InstantSource clock;

    /** The oldest first, here and below. */
    private final LinkedHashMap<String, Kept> cursors = new LinkedHashMap<>();

    private final Map<Owner, Holding> holdings = new HashMap<>();
    private long characters;

    /**
     * A place in the result of a statement.
     *
     * @param wanted the most that was wanted of an answer
     */
    record Cursor(String database, String sql, Limits wanted, Position position) {}

    /** Whoever was given a cursor: with other roles, somebody is another. */
    private record Owner(String id, List<String> roles) {

        static Owner of(Caller caller) {
            return new Owner(caller.id(), caller.roles());
        }
    }

    private record Kept(Owner owner, Cursor cursor, Instant end) {

        long characters() {
            return cursor.sql().length();
        }
    }

    private record Bound(int cursors, long characters) {

        boolean isBelow(int count, long length) {
            return count > cursors || length > characters;
        }
    }

    /** What one caller holds. */
    private static final class Holding {
        private final Deque<String> handles = new ArrayDeque<>();
        private long characters;
    }

    public Cursors(SecureRandom chance, InstantSource clock) {
        this.chance = chance;
        this.clock = clock;
    }

    /** Keeps a place for a caller, and gives the handle to it. */
    String mint(Caller caller, Cursor cursor) {
        byte[] random = new byte[BYTES];
        chance.nextBytes(random);
        String handle = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant now = clock.instant();
        keep(handle, new Kept(Owner.of(caller), cursor, now.plus(LIFE)), now);
        return handle;
    }

    /** The place behind a handle; empty when it never was this caller's, or is no longer. */
    synchronized Optional<Cursor> find(Caller caller, String handle) {
        return Optional.ofNullable(cursors.get(handle))
                .filter(kept -> kept.owner().equals(Owner.of(caller)))
                .filter(kept -> clock.instant().isBefore(kept.end()))
                .map(Kept::cursor);
    }

    private synchronized void keep(String handle, Kept kept, Instant now) {
        Holding own = holdings.computeIfAbsent(kept.owner(), _ -> new Holding());
        cursors.put(handle, kept);
        own.handles.add(handle);
        own.characters += kept.characters();
        characters += kept.characters();
        while (EACH.isBelow(own.handles.size(), own.characters)) {
            forget(own.handles.getFirst());
        }
        while (ALL.isBelow(cursors.size(), characters) || isOver(now)) {
            forget(cursors.firstEntry().getKey());
        }
    }

    private boolean isOver(Instant now) {
        return !cursors.isEmpty() && !now.isBefore(cursors.firstEntry().getValue().end());
    }

    private void forget(String handle) {
        Kept kept = cursors.remove(handle);
        if (kept != null) {
            Holding holding = holdings.get(kept.owner());
            characters -= kept.characters();
            if (holding != null) {
                holding.characters -= kept.characters();
                holding.handles.remove(handle);
                if (holding.handles.isEmpty()) {
                    holdings.remove(kept.owner());
                }
            }
        }
    }

    /** How many are kept. */
    synchronized int size() {
        return cursors.size();
    }
}
