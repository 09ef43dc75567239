package dev.gatehouse.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The audit trail.
 *
 * @param file where its records are kept
 * @param sql what is kept of the text of statements
 * @param sync whether each record is on the disk before its answer goes out
 * @param rotate when a new file begins
 * @param fileBytes how many bytes make a file full; {@code max_file_bytes} in the file
 * @param ship where records are sent
 */
public record AuditSettings(
        Path file,
        Sql sql,
        boolean sync,
        Rotate rotate,
        long fileBytes,
        Checkpoints checkpoints,
        List<ShipSettings> ship) {

    /** What came of reading these settings alone. */
    public sealed interface Outcome {}

    /** They can be used. */
    public record Usable(AuditSettings settings) implements Outcome {}

    /** They cannot. */
    public record Unusable(List<Problem> problems) implements Outcome {

        public Unusable {
            problems = List.copyOf(problems);
        }
    }

    /** What is kept of the text of statements. */
    public enum Sql {
        /** A fingerprint. */
        NONE,
        /** The text without its constants. */
        NORMALISED,
        /** The text. */
        FULL
    }

    /** When a new file begins. */
    public enum Rotate {
        /** Each day, and when one is full. */
        DAILY,
        /** When one is full. */
        BY_SIZE
    }

    /**
     * Signed statements of what the trail held at some moment.
     *
     * @param records after so many records there is one
     * @param every and after so long, when there is a new record
     * @param key file with the key that signs
     * @param file where they are kept
     * @param copy a second file for them; {@code copy_to} in the file
     */
    public record Checkpoints(
            boolean sign,
            int records,
            Duration every,
            Optional<Path> key,
            Optional<Path> file,
            Optional<Path> copy) {

        static final Setting<Boolean> SIGN =
                Setting.of("sign", new Type.Flag(), "Whether there are any.")
                        .fallback("true")
                        .example("true");

        static final Setting<Integer> RECORDS =
                Setting.of(
                                "records",
                                new Type.Whole(1, 1_000_000),
                                "After how many records one is signed.")
                        .fallback("1000")
                        .example("1000");

        static final Setting<Duration> EVERY =
                Setting.of(
                                "every",
                                new Type.Time(Duration.ofSeconds(1), Duration.ofHours(24)),
                                "After how long one is signed, when there is a new record.")
                        .fallback("60s")
                        .example("60s");

        static final Setting<Path> KEY =
                Setting.of(
                                "key",
                                new Type.File(),
                                "The Ed25519 key that signs them; PEM. It is made when it is"
                                        + " missing.")
                        .absent("the name of the trail with `.key` behind it")
                        .example("/etc/gatehouse/audit.key");

        static final Setting<Path> FILE =
                Setting.of("file", new Type.File(), "Where they are kept.")
                        .absent("the name of the trail with `.checkpoints` behind it")
                        .example("/var/log/gatehouse/audit.jsonl.checkpoints");

        static final Setting<Path> COPY_TO =
                Setting.of(
                                "copy_to",
                                new Type.File(),
                                "A second file for them, best on the disk of a machine to which"
                                        + " nobody has access who has access to this one.")
                        .absent("none")
                        .example("/mnt/witness/gatehouse.checkpoints");

        static final Section SECTION =
                Section.of(
                        "checkpoints",
                        "Signed statements of what the trail held at some moment.",
                        SIGN,
                        RECORDS,
                        EVERY,
                        KEY,
                        FILE,
                        COPY_TO);

        private static Checkpoints read(Block block) {
            return new Checkpoints(
                    block.get(SIGN),
                    block.get(RECORDS),
                    block.get(EVERY),
                    block.find(KEY),
                    block.find(FILE),
                    block.find(COPY_TO));
        }
    }

    static final Setting<Path> FILE =
            Setting.of("file", new Type.File(), "Where the record of every ask is kept.")
                    .absent(
                            "`gatehouse/audit.jsonl` in `$XDG_STATE_HOME`, which is"
                                    + " `~/.local/state` unless it is set")
                    .example("/var/log/gatehouse/audit.jsonl");

    static final Setting<Sql> SQL =
            Setting.of(
                            "sql",
                            new Type.Choice<>(Sql.class),
                            "What is kept of the text of statements, beside their fingerprint:"
                                    + " nothing; the text with each constant replaced, where it was"
                                    + " understood; the text as it was received, which may hold"
                                    + " personal data and secrets.")
                    .fallback("none")
                    .example("none");

    static final Setting<Boolean> SYNC =
            Setting.of(
                            "sync",
                            new Type.Flag(),
                            "Whether each record is on the disk before its answer goes out. Without,"
                                    + " records survive the end of the process, but the last ones"
                                    + " may be lost with the power.")
                    .fallback("true")
                    .example("true");

    static final Setting<Rotate> ROTATE =
            Setting.of(
                            "rotate",
                            new Type.Choice<>(Rotate.class),
                            "When a new file begins: each day (UTC), or only when one is full. A"
                                    + " file that is full gets a name with its day and its first"
                                    + " record, such as `audit-20261127-000000000001.jsonl`.")
                    .fallback("daily")
                    .example("daily");

    static final Setting<Long> MAX_FILE_BYTES =
            Setting.of(
                            "max_file_bytes",
                            new Type.Size(64L << 10, 1L << 40),
                            "How many bytes make a file full.")
                    .fallback("256MiB")
                    .example("256MiB");

    static final Section SECTION =
            Section.of("audit", "The audit trail.", FILE, SQL, SYNC, ROTATE, MAX_FILE_BYTES)
                    .with(Checkpoints.SECTION, ShipSettings.SECTION);

    public AuditSettings {
        ship = List.copyOf(ship);
    }

    /** Reads these settings alone, so that a trail can be read whatever the others say. */
    public static Outcome load(Sources sources) {
        return Loading.of(sources).audit();
    }

    static AuditSettings read(Block block, Path absent, Checks checks) {
        return read(block, absent, ShipSettings.read(block.block(ShipSettings.SECTION), checks));
    }

    /** What it takes to read a trail: no secrets of receivers. */
    static AuditSettings readToRead(Block block, Path absent) {
        return read(block, absent, List.of());
    }

    private static AuditSettings read(Block block, Path absent, List<ShipSettings> ship) {
        return new AuditSettings(
                block.find(FILE).orElse(absent),
                block.get(SQL),
                block.get(SYNC),
                block.get(ROTATE),
                block.get(MAX_FILE_BYTES),
                Checkpoints.read(block.block(Checkpoints.SECTION)),
                ship);
    }
}
