package dev.gatehouse.app;

import dev.gatehouse.demo.DemoDatabase;
import dev.gatehouse.demo.DemoException;
import dev.gatehouse.demo.DemoSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** The demo's database, started or joined, and Gatehouse in front of it. */
final class Demo implements AutoCloseable {

    private final DemoDatabase database;
    private final DemoSettings place;

    private Demo(DemoDatabase database, DemoSettings place) {
        this.database = database;
        this.place = place;
    }

    /**
     * Starts the database, or joins the one that runs; what takes a while is told on {@code err}.
     */
    static Demo start(PrintWriter err) throws Failure {
        DemoSettings place =
                DemoSettings.of(
                        System.getenv(),
                        System.getProperty("user.name", ""),
                        Path.of(System.getProperty("user.home")));
        try {
            return new Demo(DemoDatabase.start(place, err::println), place);
        } catch (DemoException failure) {
            throw new Failure(
                    Gatehouse.FAILED, String.valueOf(failure.getMessage()), failure.help());
        }
    }

    /**
     * The address of the database, with the password of a role that can read the shop: a secret.
     */
    String url() {
        return database.url();
    }

    /** Gatehouse in front of the shop. */
    Gate gate(PrintWriter err) throws Failure, InterruptedException {
        return gate(Map.of(), err);
    }

    /** The same, where options of the command line count. */
    Gate gate(Map<String, String> options, PrintWriter err) throws Failure, InterruptedException {
        return SettingsOption.openUrl(database.url(), place.folder(), options, err);
    }

    @Override
    public void close() {
        database.close();
    }
}
