package dev.gatehouse.bench;

import java.util.Locale;

/** A part of a run, which can be measured alone. */
enum Part {
    PEERS("Against other servers"),
    FLOOR("Against plain JDBC"),
    SIZES("Bytes and tokens"),
    FLOOD("Everything of a large table"),
    CLIENTS("More clients"),
    CATALOG("More tables"),
    AUDIT("The audit trail"),
    START("Start, in milliseconds"),
    CALLS("A call, in microseconds"),
    STATEMENTS("Reading a statement, in microseconds");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    /** Its heading in the report. */
    String title() {
        return title;
    }

    /** Its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Measures it; what is said in the report below the heading. */
    String measure(Setup setup) throws Exception {
        return switch (this) {
            case PEERS -> Peers.measure(setup);
            case FLOOR -> Floor.measure(setup);
            case SIZES -> Sizes.measure(setup);
            case FLOOD -> Flood.measure(setup);
            case CLIENTS -> Clients.measure(setup);
            case CATALOG -> CatalogSize.measure(setup);
            case AUDIT -> AuditCost.measure(setup);
            case START -> Start.measure(setup);
            case CALLS -> Calls.measure(setup);
            case STATEMENTS -> Speed.measure(setup);
        };
    }
}
