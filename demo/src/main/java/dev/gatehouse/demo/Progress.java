package dev.gatehouse.demo;

/** Hears what takes a while, one sentence at a time, while the demo database starts or stops. */
@FunctionalInterface
public interface Progress {

    /** A sentence for the person who waits; without a line end. */
    void say(String message);
}
