package dev.gatehouse.app;

import dev.gatehouse.demo.DemoDatabase;
import dev.gatehouse.demo.DemoException;
import dev.gatehouse.demo.DemoSettings;
import dev.gatehouse.gateway.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse demo}: a PostgreSQL with a shop in it, and Gatehouse in front. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts an embedded PostgreSQL with an online shop to ask about.")
final class DemoCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--stdio",
            description =
                    "Serve MCP on standard input and output; else say how to connect, and wait.")
    private boolean stdio;

    @Override
    public Integer call() throws Failure, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        DemoSettings place =
                DemoSettings.of(
                        System.getenv(),
                        System.getProperty("user.name", ""),
                        Path.of(System.getProperty("user.home")));
        try (DemoDatabase database = DemoDatabase.start(place, err::println)) {
            return stdio ? serve(database, place, err) : wait(database);
        } catch (DemoException failure) {
            throw new Failure(
                    Gatehouse.FAILED, String.valueOf(failure.getMessage()), failure.help());
        }
    }

    private static int serve(DemoDatabase database, DemoSettings place, PrintWriter err)
            throws Failure, InterruptedException {
        Settings settings = SettingsOption.forUrl(database.url(), place.folder(), err);
        try (Gate gate = Gate.open(settings)) {
            return Stdio.serve(gate);
        }
    }

    private int wait(DemoDatabase database) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(ClientConfiguration.forDemo(database.url()));
        out.flush();
        new CountDownLatch(1).await();
        return Gatehouse.DONE;
    }
}
