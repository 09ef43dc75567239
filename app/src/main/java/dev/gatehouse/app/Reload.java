package dev.gatehouse.app;

import dev.gatehouse.core.audit.FaultLog;
import dev.gatehouse.gateway.settings.AccessSettings;
import dev.gatehouse.gateway.settings.Problem;
import dev.gatehouse.gateway.settings.Settings;
import dev.gatehouse.gateway.settings.SettingsFile;
import dev.gatehouse.gateway.settings.SettingsWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings file again when it says something else, and puts its policies in force, all of
 * them or none. A thread of its own looks every second, once it is started.
 */
final class Reload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final SettingsFile running;
    private final Supplier<Settings.Outcome> reader;
    private final Exchange exchange;
    private final FaultLog faults;
    private final InstantSource clock;
    private @Nullable SettingsWatch watch;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** How often other policies were put in force, and how often they were not. */
    record Count(long taken, long refused) {

        static final Count NONE = new Count(0, 0);
    }

    /** Puts other policies in force. */
    @FunctionalInterface
    interface Exchange {
        /** Gives what keeps them from that; empty when they are in force. */
        List<Problem> to(AccessSettings access) throws InterruptedException;
    }

    /**
     * @param running the file as the program started with it
     * @param reader reads it as it is now
     * @param clock tells how long ago it was written
     */
    Reload(
            SettingsFile running,
            Supplier<Settings.Outcome> reader,
            Exchange exchange,
            FaultLog faults,
            InstantSource clock) {
        this.running = running;
        this.reader = reader;
        this.exchange = exchange;
        this.faults = faults;
        this.clock = clock;
    }

    /** Made when it is first needed, which the start is not. */
    private SettingsWatch watch() {
        SettingsWatch made = watch;
        if (made == null) {
            made = new SettingsWatch(running, clock);
            watch = made;
        }
        return made;
    }

    /** Looks from now on, until this is closed. */
    void start() {
        Thread.ofVirtual().name("settings").start(this::follow);
    }

    private void follow() {
        try {
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                lookSafely();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong with one version of the file, the next is looked at. */
    private void lookSafely() throws InterruptedException {
        try {
            look();
        } catch (RuntimeException fault) {
            if (closed.getCount() > 0) {
                faults.report(fault);
            }
        }
    }

    /** Looks at the file once; it must say the same twice before it counts. */
    void look() throws InterruptedException {
        if (watch().look()) {
            switch (reader.get()) {
                case Settings.Invalid(List<Problem> problems) -> refuse(problems);
                case Settings.Loaded(Settings settings, List<Problem> warnings) ->
                        take(settings, warnings);
            }
        }
    }

    private void take(Settings settings, List<Problem> warnings) throws InterruptedException {
        Optional<SettingsFile> file = settings.file().filter(watch()::told);
        if (file.isEmpty()) {
            // Written once more meanwhile: the next look finds that.
            return;
        }
        List<String> lasting = running.changedUntilRestart(file.get());
        List<Problem> ofCallers = ofCallers(lasting);
        List<Problem> problems = ofCallers.isEmpty() ? exchange.to(settings.access()) : ofCallers;
        if (!problems.isEmpty()) {
            refuse(problems);
            return;
        }
        warnings.forEach(warning -> LOG.warn("{}", warning));
        if (!lasting.isEmpty()) {
            LOG.warn("{}: a restart is needed for {}", running.name(), String.join(", ", lasting));
        }
        taken.incrementAndGet();
        LOG.info("{}: the policies were read again and are in force", running.name());
    }

    /** Which roles callers have, and what these may do, are changed together or not at all. */
    private static List<Problem> ofCallers(List<String> lasting) {
        return lasting.stream()
                .filter(at -> at.startsWith("identity."))
                .map(at -> SettingsOption.error("a restart is needed for " + at))
                .toList();
    }

    private void refuse(List<Problem> problems) {
        problems.forEach(problem -> LOG.error("{}", problem));
        refused.incrementAndGet();
        LOG.error("{} was refused; the policies in force stay", running.name());
    }

    /** What came of it so far. */
    Count count() {
        return new Count(taken.get(), refused.get());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
