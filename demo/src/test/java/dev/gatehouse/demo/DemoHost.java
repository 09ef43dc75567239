package dev.gatehouse.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** A program that has the demo database open until its input ends. */
final class DemoHost {

    private DemoHost() {}

    static void main(String[] arguments) throws IOException {
        var settings = new DemoSettings(Path.of(arguments[0]), Duration.ofSeconds(50));
        PrintStream out = System.out;
        Progress progress = System.err::println;
        try (DemoDatabase database = DemoDatabase.start(settings, progress)) {
            out.println(database.url());
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (DemoException refused) {
            out.println(refused.getMessage());
        }
    }
}
