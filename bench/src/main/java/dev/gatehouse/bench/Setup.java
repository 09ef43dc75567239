package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What every part of a run works with.
 *
 * @param quick whether this is only a look
 * @param folder for settings, logs and audit trails
 */
record Setup(Launcher launcher, boolean quick, Path folder, BenchDatabase database) {

    Contenders contenders() {
        return new Contenders(launcher, database, folder);
    }

    Meter meter() throws IOException {
        return new Meter(database.backends(), quick ? 1 : 3);
    }

    /** How long a case is measured in each round. */
    Duration time() {
        return Duration.ofMillis(quick ? 200 : 600);
    }

    /** How long a case is asked before it is measured; virtual machines take their time. */
    Duration warmUp() {
        return Duration.ofMillis(quick ? 300 : 3000);
    }
}
