package dev.gatehouse.gateway.audit.ship;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log tells of a shipper: each change, and once a minute what lasts. It names the shipper
 * as the settings do, and numbers of records; no addresses, no secrets, nothing of a record. Used
 * by one thread.
 */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    /** So many failures in a row. */
    private static final int NEWS = 2;

    private static final Duration OFTEN = Duration.ofMinutes(1);

    private final String name;
    private final InstantSource clock;
    private Optional<Instant> told = Optional.empty();
    private int failures;
    private String gap = "";
    private long setAside;

    Reports(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    /** Nothing can be shipped at present. Once is no news: a connection may have grown old. */
    void away(String words, LongSupplier behind) {
        failures++;
        Instant now = clock.instant();
        if (failures < NEWS) {
            return;
        }
        if (told.isEmpty() || !now.isBefore(told.get().plus(OFTEN))) {
            told = Optional.of(now);
            LOG.warn(
                    "the audit trail is not shipped to `{}` at present: {}. {} records wait in its"
                            + " files, and none is lost",
                    name,
                    words,
                    behind.getAsLong());
        }
    }

    /** The receiver takes records. */
    void taken(LongSupplier behind) {
        if (told.isPresent()) {
            told = Optional.empty();
            LOG.info(
                    "the audit trail is shipped to `{}` again; {} records are on their way",
                    name,
                    behind.getAsLong());
        }
        failures = 0;
        gap = "";
    }

    /** The receiver refuses these records, and takes the one after them. */
    void setAside(List<Long> seqs, String words) {
        setAside += seqs.size();
        LOG.error(
                "`{}` refuses these records of the audit trail and takes the one after them; they"
                        + " are in the trail only: {} ({}). So far there are {}",
                name,
                seqs,
                words,
                setAside);
    }

    /** The receiver took records, and says that it threw some of them away. */
    void rejected(long count, long from, long to) {
        setAside += count;
        LOG.error(
                "`{}` rejects {} of the records {} to {} of the audit trail; it does not say which."
                        + " So far there are {}",
                name,
                count,
                from,
                to,
                setAside);
    }

    /** How many records the receiver did not want. */
    long setAside() {
        return setAside;
    }

    /** Records are not there any more that were not shipped. */
    void missing(long from, long to) {
        once(
                "%d records of the audit trail, %d to %d, are not there any more and cannot be shipped"
                        .formatted(to - from + 1, from, to));
    }

    /** What was shipped before is not of this trail. */
    void anotherTrail() {
        once(
                "the audit trail is not the one of which records were shipped: it was begun anew, or"
                        + " its end is gone. All that is there is shipped");
    }

    /** A failure is tried again, and finds the same. */
    private void once(String words) {
        if (!gap.equals(words)) {
            gap = words;
            LOG.warn("{} (`{}`)", words, name);
        }
    }
}
