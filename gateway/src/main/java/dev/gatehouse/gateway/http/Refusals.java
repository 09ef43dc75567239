package dev.gatehouse.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Tells operators of requests that were turned away before it was known whose they are: one line of
 * a kind a minute, however many there are. Nothing that the client sent is quoted.
 */
final class Refusals {

    private static final Duration QUIET = Duration.ofMinutes(1);

    /** Why a request was turned away, and what an operator can do about it. */
    enum Kind {
        HOST(
                "a request was turned away: its Host is no name of this server; `http:"
                        + " {allowed_hosts: [NAME]}` or --allow-host adds names"),
        ORIGIN(
                "a request was turned away: it came from a foreign web page; `http:"
                        + " {allowed_origins: [ORIGIN]}` or --allow-origin lets pages ask"),
        CALLER("a request was turned away: it did not prove whose it is"),
        PROXY(
                "a request that has to wait came through a proxy whose word about addresses is not"
                        + " taken: all of its clients are one address here, and wait together for"
                        + " one that is wrong; `http: {trusted_proxies: [ADDRESS]}` tells them"
                        + " apart"),
        CONNECTION(
                "there is no room for another connection; those that do nothing are cut off sooner;"
                        + " `http: {max_connections: N}` makes room");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final InstantSource clock;
    private final Consumer<String> log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Line, Told> told = new HashMap<>();

    /**
     * What is told once a minute.
     *
     * @param detail one of a few
     */
    private record Line(Kind kind, String detail) {

        String words() {
            return detail.isEmpty() ? kind.words : kind.words + ": " + detail;
        }
    }

    /**
     * When a kind was last told of, and how many there were since.
     *
     * @param more those that were not told of
     */
    private record Told(Instant at, long more) {}

    Refusals(InstantSource clock, Consumer<String> log) {
        this.clock = clock;
        this.log = log;
    }

    /** One more. */
    void note(Kind kind) {
        note(kind, "");
    }

    /**
     * One more.
     *
     * @param detail why, one of a few texts
     */
    void note(Kind kind, String detail) {
        line(new Line(kind, detail)).ifPresent(log);
    }

    private Optional<String> line(Line kind) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Told last = told.getOrDefault(kind, new Told(Instant.MIN, 0));
            if (now.minus(QUIET).isBefore(last.at())) {
                told.put(kind, new Told(last.at(), last.more() + 1));
                return Optional.empty();
            }
            told.put(kind, new Told(now, 0));
            String more = last.more() == 0 ? "" : " (and " + last.more() + " more before)";
            return Optional.of(kind.words() + more);
        } finally {
            lock.unlock();
        }
    }
}
