package dev.gatehouse.gateway.audit.export;

/** A form of records for other programs; each record is one line. */
public enum Format {
    /** As they stand in the trail. */
    JSONL,
    /** Comma-separated values (RFC 4180). */
    CSV,
    /** Events of the Open Cybersecurity Schema Framework, as JSON. */
    OCSF;

    /** What stands above the records; empty when nothing does. */
    public String heading() {
        return switch (this) {
            case CSV -> Csv.heading();
            case JSONL, OCSF -> "";
        };
    }

    /**
     * A record.
     *
     * @param version of this program
     */
    public String line(Records.Entry entry, String version) {
        return switch (this) {
            case JSONL -> entry.line();
            case CSV -> Csv.line(entry.members());
            case OCSF -> Ocsf.line(entry.members(), version);
        };
    }
}
