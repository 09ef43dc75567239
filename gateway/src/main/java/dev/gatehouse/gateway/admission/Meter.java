package dev.gatehouse.gateway.admission;

import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * A clock, as buckets read it. One that is put back only stands still for a moment: nobody waits
 * until it is as late again. Thread-safe.
 */
final class Meter implements TimeMeter {

    private final InstantSource clock;
    private long last;
    private long passed;

    Meter(InstantSource clock) {
        this.clock = clock;
        this.last = nanos();
    }

    private long nanos() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public synchronized long currentTimeNanos() {
        long now = nanos();
        passed += Math.max(0, now - last);
        last = now;
        return passed;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
