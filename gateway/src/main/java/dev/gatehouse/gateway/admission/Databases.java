package dev.gatehouse.gateway.admission;

import dev.gatehouse.core.admission.Admission;
import dev.gatehouse.core.admission.Admissions;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.engine.Database;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** The databases that are served, in order; the first that a caller may use is its default. */
public final class Databases implements Admissions {

    private static final int MOST_NAMES = 50;

    private final List<Served> served;
    private final BiPredicate<Caller, String> mayUse;

    private record Served(Database database, Room room, VisibleCatalogs visible) {
        String name() {
            return database.name();
        }
    }

    /** A database, and how much may be asked of it at a time. */
    public record Offer(Database database, Capacity capacity) {}

    /**
     * @param offers the databases in order, each name once
     * @param mayUse whether a caller may use the database of a name at all; one that it may not use
     *     does not exist for it
     */
    public Databases(List<Offer> offers, Policy policy, BiPredicate<Caller, String> mayUse) {
        this.served = offers.stream().map(offer -> serve(offer, policy)).toList();
        this.mayUse = mayUse;
        if (served.stream().map(Served::name).distinct().count() < served.size()) {
            throw new IllegalArgumentException("two databases have the same name");
        }
    }

    private static Served serve(Offer offer, Policy policy) {
        return new Served(
                offer.database(),
                new Room(offer.capacity()),
                new VisibleCatalogs(offer.database().name(), policy));
    }

    @Override
    public List<String> names(Caller caller) {
        return served.stream().map(Served::name).filter(n -> mayUse.test(caller, n)).toList();
    }

    @Override
    public Optional<Catalog> known(Caller caller, String database) {
        return served.stream()
                .filter(s -> s.name().equals(database) && mayUse.test(caller, database))
                .findFirst()
                .flatMap(s -> known(caller, s));
    }

    /** A policy may want to try its expressions on a database that is away just now. */
    private static Optional<Catalog> known(Caller caller, Served served) {
        try {
            return served.database().engine().known().map(k -> served.visible().of(caller, k));
        } catch (Refused away) {
            return Optional.empty();
        }
    }

    @Override
    public Admission admit(Caller caller, Ask ask) {
        Served target = find(caller, ask.database());
        Limits limits = limits(ask, target.database().limits());
        checkLength(ask, limits);
        Runnable release = target.room().enter();
        try {
            Catalog whole = target.database().engine().catalog(fresh(ask));
            Catalog sight = target.visible().of(caller, whole);
            return new Admission(target.database(), sight, limits, release);
        } catch (Throwable e) {
            release.run();
            throw e;
        }
    }

    private Served find(Caller caller, String name) {
        return served.stream()
                .filter(s -> name.isEmpty() || s.name().equals(name))
                .filter(s -> mayUse.test(caller, s.name()))
                .findFirst()
                .orElseThrow(() -> unknown(caller));
    }

    private Refused unknown(Caller caller) {
        List<String> names = names(caller);
        String listed = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return new Refused(
                Code.DATABASE_UNKNOWN,
                "There is no such database",
                names.isEmpty() ? "No database may be used by this caller" : "There is: " + listed);
    }

    private static Limits limits(Ask ask, Limits most) {
        return switch (ask) {
            case Ask.Query query -> most.atMostRows(query.rows());
            case Ask.Explain _, Ask.Browse _, Ask.Describe _, Ask.Roster _, Ask.Unfit _ -> most;
        };
    }

    private static boolean fresh(Ask ask) {
        return switch (ask) {
            case Ask.Browse browse -> browse.fresh();
            case Ask.Statement _, Ask.Describe _, Ask.Roster _, Ask.Unfit _ -> false;
        };
    }

    private static void checkLength(Ask ask, Limits limits) {
        if (ask instanceof Ask.Statement statement
                && isLonger(statement.sql(), limits.textBytes())) {
            throw new Refused(
                    Code.STATEMENT_TOO_LARGE,
                    "The statement is longer than " + limits.textBytes() + " bytes",
                    "Ask for less at a time");
        }
    }

    /** No character is shorter than a byte, so most texts that are too long need no counting. */
    private static boolean isLonger(String text, int bytes) {
        return text.length() > bytes || text.getBytes(StandardCharsets.UTF_8).length > bytes;
    }
}
