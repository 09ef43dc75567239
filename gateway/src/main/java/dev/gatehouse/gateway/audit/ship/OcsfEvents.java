package dev.gatehouse.gateway.audit.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.gateway.audit.export.Ocsf;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as events of the Open Cybersecurity Schema Framework, as {@code gatehouse audit export}
 * has them. {@code metadata.uid} is the hash of a record's line, {@code metadata.sequence} its
 * number, {@code unmapped.trail} the identity of its trail.
 *
 * @param version of this program
 */
record OcsfEvents(Shape shape, String version) implements Payload {

    /** How events stand in a body. */
    public enum Shape {
        /** As an array. */
        ARRAY,
        /** One on each line. */
        NDJSON
    }

    @Override
    public String contentType() {
        return switch (shape) {
            case ARRAY -> "application/json";
            case NDJSON -> "application/x-ndjson";
        };
    }

    @Override
    public byte[] body(List<Entry> batch) {
        var events = batch.stream().map(this::event);
        String text =
                switch (shape) {
                    case ARRAY -> events.collect(Collectors.joining(",", "[", "]"));
                    case NDJSON -> events.collect(Collectors.joining("\n", "", "\n"));
                };
        return text.getBytes(UTF_8);
    }

    private String event(Entry entry) {
        ObjectNode event = Ocsf.event(entry.members(), version);
        event.withObject("metadata").put("uid", entry.hash());
        event.withObject("unmapped").put("trail", entry.at().trail());
        return event.toString();
    }

    /** A receiver that has taken a request has taken all of it. */
    @Override
    public long rejected(byte[] answer) {
        return 0;
    }
}
