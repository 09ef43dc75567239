package dev.gatehouse.gateway.audit.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.gateway.audit.trail.Line;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A record on its way.
 *
 * @param at the cursor once this one is taken
 * @param line it as it stands in the trail
 * @param members the same, read
 */
record Entry(Cursor at, Line line, JsonNode members) {

    /** How much a record matters, in the numbers of RFC 5424 (6.2.1) and of OpenTelemetry. */
    enum Severity {
        /** An answer. */
        INFORMATIONAL(6, 9, "INFO"),
        /** A refusal, or a line that a crash left unfinished. */
        WARNING(4, 13, "WARN"),
        /** Something that whoever runs databases or Gatehouse has to mend. */
        ERROR(3, 17, "ERROR");

        private final int syslog;
        private final int otel;
        private final String text;

        Severity(int syslog, int otel, String text) {
            this.syslog = syslog;
            this.otel = otel;
            this.text = text;
        }

        int syslog() {
            return syslog;
        }

        int otel() {
            return otel;
        }

        String text() {
            return text;
        }
    }

    /** Its number. */
    long seq() {
        return at.seq();
    }

    /** SHA-256 of its line: no two records have the same, of whichever trails. */
    String hash() {
        return at.last().hash();
    }

    /** Its line. */
    String text() {
        return new String(line.bytes(), UTF_8);
    }

    /** How many bytes the line has. */
    int size() {
        return line.bytes().length;
    }

    /** A member that is a text; empty when there is none. */
    String member(String name) {
        return members.path(name).asString("");
    }

    /** When its ask began; empty when it does not say so. */
    Optional<Instant> time() {
        try {
            return Optional.of(Instant.parse(member("time")));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    Severity severity() {
        return switch (member("decision")) {
            case "answered" -> Severity.INFORMATIONAL;
            case "refused" -> isOfCaller(member("code")) ? Severity.WARNING : Severity.ERROR;
            default -> Severity.WARNING;
        };
    }

    /** A code of another version is taken for a caller's. */
    private static boolean isOfCaller(String name) {
        return Arrays.stream(Code.values())
                .filter(code -> code.name().equals(name))
                .allMatch(code -> code.owner() == Code.Owner.CALLER);
    }
}
