package dev.gatehouse.gateway.audit.ship;

import java.util.List;

/** What records are in the body of an HTTP request. */
interface Payload {

    /** Its media type. */
    String contentType();

    /** The body for records, at least one. */
    byte[] body(List<Entry> batch);

    /** How many of them were thrown away, by the answer to them. */
    long rejected(byte[] answer);
}
