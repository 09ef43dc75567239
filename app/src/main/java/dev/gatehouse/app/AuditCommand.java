package dev.gatehouse.app;

import dev.gatehouse.gateway.audit.Signing;
import dev.gatehouse.gateway.audit.checkpoint.VerifierKey;
import dev.gatehouse.gateway.audit.export.Format;
import dev.gatehouse.gateway.audit.export.Records;
import dev.gatehouse.gateway.audit.export.Wanted;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.verify.Report;
import dev.gatehouse.gateway.audit.verify.Verification;
import dev.gatehouse.gateway.settings.AuditSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse audit}: what the audit trail holds, and whether it is what was written. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Reads the audit trail.",
        subcommands = {
            AuditCommand.Verify.class,
            AuditCommand.Search.class,
            AuditCommand.Export.class
        })
final class AuditCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Gatehouse.UNUSABLE;
    }

    /** Which trail is read. */
    static final class Trail {

        @Mixin private final SettingsOption settings = new SettingsOption();

        @Option(
                names = "--trail",
                paramLabel = "FILE",
                description = {
                    "The file that records are written to (default: what the settings say)."
                })
        private Optional<Path> file = Optional.empty();

        /** The settings of the trail; the usual ones, when a file is named. */
        private Optional<AuditSettings> settings() throws Failure {
            return file.isPresent() ? Optional.empty() : Optional.of(settings.audit());
        }

        private static Path file(Optional<Path> named, Optional<AuditSettings> settings) {
            return named.or(() -> settings.map(AuditSettings::file)).orElseThrow();
        }

        private TrailFiles files() throws Failure {
            return files(settings());
        }

        private TrailFiles files(Optional<AuditSettings> settings) throws Failure {
            var files = new TrailFiles(file(file, settings));
            if (isMissing(files)) {
                throw new Failure(
                        Gatehouse.UNUSABLE,
                        "there is no audit trail at " + files.active(),
                        "`--trail FILE` names another");
            }
            return files;
        }

        private static boolean isMissing(TrailFiles files) throws Failure {
            try {
                return files.all().isEmpty();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    private static Failure unreadable(IOException e) {
        return new Failure(Gatehouse.UNUSABLE, "a file cannot be read: " + e.getMessage(), "");
    }

    /** {@code gatehouse audit verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Finds the first record that was changed, removed, added or moved, by the chain of"
                        + " hashes and by the checkpoints.",
                "Exit codes: 0 it is what was written, 1 it is not, 2 it cannot be read."
            })
    static final class Verify implements Callable<Integer> {

        @Mixin private final Trail trail = new Trail();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--checkpoints",
                paramLabel = "FILE",
                description =
                        "Checkpoints to hold it against, such as a copy that was kept elsewhere"
                                + " (default: those beside the trail).")
        private Optional<Path> checkpoints = Optional.empty();

        @Option(
                names = "--public-key",
                paramLabel = "KEY",
                description =
                        "The key of the checkpoints, NAME+ID+KEY, or a file with it (default: that"
                                + " beside the trail, which whoever can change the trail can"
                                + " change, too).")
        private Optional<String> publicKey = Optional.empty();

        @Override
        public Integer call() throws Failure {
            Optional<AuditSettings> settings = trail.settings();
            TrailFiles files = trail.files(settings);
            Path signed =
                    checkpoints
                            .or(() -> settings.flatMap(it -> it.checkpoints().file()))
                            .orElse(Signing.checkpoints(files.active()));
            boolean asked = checkpoints.isPresent() || publicKey.isPresent();
            try {
                return asked || Files.exists(signed)
                        ? tell(Verification.of(files, signed, key(files)), asked)
                        : tell(Verification.of(files), false);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private VerifierKey key(TrailFiles files) throws IOException, Failure {
            Optional<VerifierKey> named = publicKey.flatMap(VerifierKey::parse);
            if (named.isPresent()) {
                return named.get();
            }
            Path file = publicKey.map(Path::of).orElse(Signing.publicKey(files.active()));
            if (!Files.isRegularFile(file)) {
                throw new Failure(
                        Gatehouse.UNUSABLE,
                        "there is no public key at " + file,
                        "`--public-key` takes a key, or a file with one");
            }
            return VerifierKey.parse(Files.readString(file))
                    .orElseThrow(
                            () ->
                                    new Failure(
                                            Gatehouse.UNUSABLE,
                                            "this file holds no public key: " + file,
                                            "a key is NAME+ID+KEY, on one line"));
        }

        private int tell(Report report, boolean asked) {
            PrintWriter out = spec.commandLine().getOut();
            report.finding().ifPresent(out::println);
            boolean unsigned = report.finding().isEmpty() && asked && report.checkpoints() == 0;
            if (unsigned) {
                out.println("No checkpoint was signed with this key.");
            }
            boolean sound = report.finding().isEmpty() && !unsigned;
            if (report.finding().isEmpty()) {
                out.println(AuditWords.records(report));
            }
            AuditWords.more(report).forEach(out::println);
            out.flush();
            return sound ? Gatehouse.DONE : Gatehouse.FAILED;
        }
    }

    /** {@code gatehouse audit search}. */
    @Command(
            name = "search",
            mixinStandardHelpOptions = true,
            description = "Lists records, the oldest first.")
    static final class Search implements Callable<Integer> {

        @Mixin private final Trail trail = new Trail();
        @Mixin private final WantedOptions wanted = new WantedOptions();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(names = "--json", description = "Print each record as it stands in the trail.")
        private boolean json;

        @Override
        public Integer call() throws Failure {
            return print(
                    trail.files(),
                    wanted.read(spec),
                    entry -> json ? entry.line() : AuditWords.line(entry.members()),
                    spec.commandLine().getOut());
        }
    }

    /** {@code gatehouse audit export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes records for other programs, the oldest first.")
    static final class Export implements Callable<Integer> {

        @Mixin private final Trail trail = new Trail();
        @Mixin private final WantedOptions wanted = new WantedOptions();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description =
                        "jsonl (default; as they stand in the trail), csv, or ocsf (events of OCSF"
                                + " 1.3, class 6005 or 6003, as JSON lines).")
        private Format format = Format.JSONL;

        @Override
        public Integer call() throws Failure {
            TrailFiles files = trail.files();
            Wanted records = wanted.read(spec);
            PrintWriter out = spec.commandLine().getOut();
            if (!format.heading().isEmpty()) {
                out.println(format.heading());
            }
            String version = Gatehouse.version();
            return print(files, records, entry -> format.line(entry, version), out);
        }
    }

    /** A record as one line. */
    @FunctionalInterface
    private interface Form {
        String of(Records.Entry entry);
    }

    private static int print(TrailFiles files, Wanted wanted, Form form, PrintWriter out)
            throws Failure {
        try {
            Records.forEach(files, wanted, entry -> out.println(form.of(entry)));
            out.flush();
            return Gatehouse.DONE;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
