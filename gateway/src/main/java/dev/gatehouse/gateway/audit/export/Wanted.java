package dev.gatehouse.gateway.audit.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Which records are wanted.
 *
 * @param since from this time on
 * @param until before this time
 * @param relation one of those that a statement names, with its schema or without; empty for any
 * @param members texts that members of the record have
 */
public record Wanted(
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> relation,
        Map<String, String> members) {

    /** All of them. */
    public static final Wanted ALL =
            new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public Wanted {
        members = Map.copyOf(members);
    }

    boolean has(JsonNode entry) {
        return isInTime(entry)
                && hasRelation(entry)
                && members.entrySet().stream()
                        .allMatch(
                                each ->
                                        entry.path(each.getKey())
                                                .asString("")
                                                .equals(each.getValue()));
    }

    private boolean isInTime(JsonNode entry) {
        if (since.isEmpty() && until.isEmpty()) {
            return true;
        }
        try {
            Instant time = Instant.parse(entry.path("time").asString(""));
            return since.map(it -> !time.isBefore(it)).orElse(true)
                    && until.map(time::isBefore).orElse(true);
        } catch (DateTimeException _) {
            return false;
        }
    }

    private boolean hasRelation(JsonNode entry) {
        return relation.map(
                        it ->
                                entry.path("relations")
                                        .valueStream()
                                        .map(each -> each.asString(""))
                                        .anyMatch(
                                                name -> name.equals(it) || name.endsWith("." + it)))
                .orElse(true);
    }
}
