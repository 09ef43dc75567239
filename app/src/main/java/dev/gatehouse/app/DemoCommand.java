package dev.gatehouse.app;

import java.io.PrintWriter;
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
        try (Demo demo = Demo.start(err)) {
            return stdio ? serve(demo, err) : wait(demo);
        }
    }

    private static int serve(Demo demo, PrintWriter err) throws Failure, InterruptedException {
        try (Gate gate = demo.gate(err)) {
            return Stdio.serve(gate);
        }
    }

    private int wait(Demo demo) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(ClientConfiguration.forDemo(demo.url()));
        out.flush();
        new CountDownLatch(1).await();
        return Gatehouse.DONE;
    }
}
