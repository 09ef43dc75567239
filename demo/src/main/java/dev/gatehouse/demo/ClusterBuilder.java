package dev.gatehouse.demo;

import dev.gatehouse.demo.Command.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a cluster with the shop in it, in a folder of its own that gets its name when all is done
 * and on disk. No server runs meanwhile: the rows are written in PostgreSQL's single-user mode, so
 * nothing is left behind when we are killed.
 */
record ClusterBuilder(
        Home home, Binaries binaries, Account account, Command command, Passwords passwords) {

    static final String BUILDING = "building-";

    /** What the server is told once and for all; the port comes with each start. */
    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "timezone=UTC",
                    "log_timezone=UTC",
                    "max_connections=80",
                    "shared_buffers=64MB",
                    "temp_file_limit=512MB",
                    "wal_level=minimal",
                    "max_wal_senders=0",
                    "max_wal_size=256MB",
                    // No statements and no row values in the log.
                    "log_min_messages=log",
                    "log_min_error_statement=panic",
                    "log_checkpoints=off");

    private static final List<String> OPTIONS =
            List.of(
                    "--username=postgres",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--wal-segsize=4",
                    "--no-instructions",
                    "--no-sync");

    /** The cluster that belongs to this program; made now unless it is there. */
    Cluster cluster(Seed seed, Progress progress) throws IOException, DemoException {
        String fingerprint = seed.fingerprint(binaries.name(), options());
        Path folder = home.folder().resolve(Cluster.PREFIX + fingerprint);
        if (!Files.isDirectory(folder)) {
            progress.say("Filling the demo shop (first start only, a few seconds)");
            Cluster building = new Cluster(home.create(BUILDING));
            build(building, seed, fingerprint);
            Files.move(building.folder(), folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Cluster(folder);
    }

    private void build(Cluster building, Seed seed, String fingerprint)
            throws IOException, DemoException {
        Files.createDirectory(
                building.data(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.give(building.data());
        initialise(building);
        String reader = passwords.create(building.readerPassword());
        execute(building, "postgres", "CREATE DATABASE shop;\n\n");
        execute(building, "shop", seed.script(fingerprint, reader));
        run("Writing the demo database to disk", "initdb", "--sync-only", "-D", data(building));
    }

    private void initialise(Cluster building) throws IOException, DemoException {
        String password = passwords.create(building.ownerPassword());
        Path handed = building.folder().resolve("initdb.password");
        PrivateFile.create(handed, password + "\n");
        account.give(handed);
        List<String> words = new ArrayList<>(List.of("-D", data(building)));
        words.add("--pwfile=" + handed);
        words.addAll(options());
        run("Creating the demo database", "initdb", words.toArray(String[]::new));
        Files.delete(handed);
    }

    private void execute(Cluster building, String database, String sql)
            throws IOException, DemoException {
        Path script = building.folder().resolve("script.sql");
        PrivateFile.create(script, sql);
        List<String> words =
                account.command(
                        binaries.program("postgres"),
                        "--single",
                        "-j",
                        "-F",
                        "-c",
                        "exit_on_error=on",
                        "-D",
                        data(building),
                        database);
        check("Filling the demo database", command.run(words, script.toFile()));
        Files.delete(script);
    }

    private void run(String what, String program, String... arguments)
            throws IOException, DemoException {
        List<String> words = new ArrayList<>(List.of(binaries.program(program)));
        words.addAll(List.of(arguments));
        check(what, command.run(account.command(words.toArray(String[]::new))));
    }

    private void check(String what, Outcome outcome) throws DemoException {
        if (!outcome.succeeded()) {
            throw DemoException.of(what, outcome.output(), home.folder());
        }
    }

    private static String data(Cluster cluster) {
        return cluster.data().toString();
    }

    private static List<String> options() {
        List<String> options = new ArrayList<>(OPTIONS);
        SETTINGS.forEach(setting -> options.add("--set=" + setting));
        return List.copyOf(options);
    }
}
