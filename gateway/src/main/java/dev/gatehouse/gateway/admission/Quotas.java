package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many statements were run on each database lately: by each caller, by all who have a role, and
 * by everybody. What is left of an hour is kept in the store, and known again after a restart.
 * Thread-safe.
 */
public final class Quotas implements AutoCloseable {

    private static final long NANOS_IN_A_SECOND = Duration.ofSeconds(1).toNanos();

    private final Counters counters;

    /** Whoever has it counts alone, for a microsecond or two: against all quotas or none. */
    private final ReentrantLock counting = new ReentrantLock();

    private final Map<Exhausted, LongAdder> refusals = new ConcurrentHashMap<>();

    /**
     * A quota that was used up.
     *
     * @param period {@code minute} or {@code hour}
     */
    public record Exhausted(String database, String period) {}

    /** A quota, under the limit that it has for this statement. */
    private record Limited(Quota quota, int most) {}

    /** A quota, and how long it is until there is room in it. */
    private record Shortage(Limited limited, Duration pause) {

        static Shortage of(Limited limited) {
            limited.quota().limitTo(limited.most());
            return new Shortage(limited, limited.quota().pause());
        }

        Refused refused() {
            Quota.Key key = limited.quota().key();
            long seconds = Math.max(1, Math.ceilDiv(pause.toNanos(), NANOS_IN_A_SECOND));
            return new Refused(
                    Code.QUOTA_EXCEEDED,
                    key.subject().permits(limited.most(), key.period()),
                    "Try again in " + seconds + " s. " + key.subject().limit(key.period()));
        }
    }

    /**
     * @param store where what is left of an hour outlives the program; empty: it does not
     */
    public Quotas(InstantSource clock, Optional<HourCounts> store) {
        this.counters = new Counters(clock, store);
    }

    /** Quotas that begin anew with each start. */
    static Quotas forgetful(InstantSource clock) {
        return new Quotas(clock, Optional.empty());
    }

    /**
     * Counts a statement, against all quotas that it has or, when it is refused, against none.
     *
     * @throws Refused when one of them has no room; it says for how long
     */
    void take(Caller caller, String database, Allowance allowance) {
        List<Limited> always = new ArrayList<>();
        add(always, new Subject.OfCaller(caller.id(), database), allowance.caller());
        add(always, new Subject.OfDatabase(database), allowance.database());
        List<List<Limited>> roles = new ArrayList<>();
        allowance
                .roles()
                .forEach(
                        (role, rate) -> {
                            List<Limited> ofRole = new ArrayList<>();
                            add(ofRole, new Subject.OfRole(role, database), rate);
                            roles.add(ofRole);
                        });
        if (!always.isEmpty() || !roles.isEmpty()) {
            take(always, roles).forEach(each -> counters.changed(each.quota()));
        }
    }

    private void add(List<Limited> list, Subject subject, Rate rate) {
        add(list, new Quota.Key(subject, Period.MINUTE), rate.perMinute());
        add(list, new Quota.Key(subject, Period.HOUR), rate.perHour());
    }

    private void add(List<Limited> list, Quota.Key key, int most) {
        if (most != Integer.MAX_VALUE) {
            list.add(new Limited(counters.of(key, most), most));
        }
    }

    private void count(Quota.Key key) {
        refusals.computeIfAbsent(
                        new Exhausted(key.subject().database(), key.period().word()),
                        _ -> new LongAdder())
                .increment();
    }

    /** How many statements were refused, by what was used up. */
    public Map<Exhausted, Long> refusals() {
        return refusals.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().sum()));
    }

    /**
     * Takes one from all that must have it, and from those of the role that is the first to have.
     */
    private List<Limited> take(List<Limited> always, List<List<Limited>> roles) {
        counting.lock();
        try {
            List<Limited> role =
                    roles.stream().min(Comparator.comparing(Quotas::pause)).orElse(List.of());
            List<Limited> all = Stream.concat(always.stream(), role.stream()).toList();
            Optional<Shortage> worst = worst(all);
            if (worst.isPresent()) {
                count(worst.get().limited().quota().key());
                throw worst.get().refused();
            }
            all.forEach(each -> each.quota().take());
            return all;
        } finally {
            counting.unlock();
        }
    }

    private static Duration pause(List<Limited> quotas) {
        return worst(quotas).map(Shortage::pause).orElse(Duration.ZERO);
    }

    /** Only where the longest pause is over can a statement be run. */
    private static Optional<Shortage> worst(List<Limited> quotas) {
        return quotas.stream()
                .map(Shortage::of)
                .filter(each -> each.pause().isPositive())
                .max(Comparator.comparing(Shortage::pause));
    }

    /** Keeps what is left. */
    @Override
    public void close() {
        counters.close();
    }
}
