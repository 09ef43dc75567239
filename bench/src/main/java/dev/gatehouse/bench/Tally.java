package dev.gatehouse.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How long each call took.
 *
 * @param nanos ascending
 */
record Tally(long[] nanos) {

    static Tally of(List<Tally> parts) {
        return new Tally(parts.stream().flatMapToLong(each -> LongStream.of(each.nanos)).toArray());
    }

    Tally {
        nanos = nanos.clone();
        Arrays.sort(nanos);
    }

    int calls() {
        return nanos.length;
    }

    /** What so many percent of the calls took at most, in microseconds. */
    long micros(int percent) {
        return nanos.length == 0 ? 0 : nanos[(nanos.length - 1) * percent / 100] / 1000;
    }
}
