package dev.gatehouse.postgres.parser;

import java.time.Duration;

/** All instances are busy, and none became free in time; trying again later may help. */
public final class ParserOverloadedException extends ParserException {
    ParserOverloadedException(Duration waited) {
        super("no parser became free within " + waited.toMillis() + " ms", null);
    }
}
