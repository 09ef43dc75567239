package dev.gatehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.audit.checkpoint.VerifierKey;
import dev.gatehouse.gateway.audit.trail.Claim;
import dev.gatehouse.gateway.audit.trail.Finding;
import dev.gatehouse.gateway.audit.trail.Sha256;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.verify.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every edit of a trail is found, and at the right record. */
class TamperTest {

    private static final long SEED = 20261127;
    private static final int EDITS_OF_A_KIND = 500;
    private static final int RECORDS = 60;

    @TempDir Path folder;

    private final Random random = new Random(SEED);
    private Path path = Path.of("");
    private List<Path> files = List.of();

    /** A trail of several files, with checkpoints, and with a line that a crash left behind. */
    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("audit.jsonl");
        Keeping keeping =
                Keeping.in(path)
                        .rotated(new Rotation(false, 8 * 1024))
                        .signed(Signing.beside(path));
        for (int part = 0; part < 3; part++) {
            try (AuditFile file = AuditFile.open(keeping)) {
                for (int i = 0; i < RECORDS / 3; i++) {
                    file.append(AuditRecords.of("p" + part + "i" + i));
                }
            }
            if (part == 0) {
                Files.writeString(path, "{\"torn\":", StandardOpenOption.APPEND);
            }
        }
        files = new TrailFiles(path).all();
        assertThat(files).hasSizeGreaterThan(2);
        assertThat(finding()).isEmpty();
    }

    private Optional<Finding> finding() throws IOException {
        VerifierKey key =
                VerifierKey.parse(Files.readString(Signing.publicKey(path))).orElseThrow();
        return Verification.of(new TrailFiles(path), Signing.checkpoints(path), key).finding();
    }

    /** What an edit made of a file, and the record that it did it to; 0 where that is not one. */
    private record Edit(String what, Lines lines, int length, long seq) {

        Edit(String what, Lines lines, long seq) {
            this(what, lines, lines.joined().length, seq);
        }

        byte[] bytes() {
            return Arrays.copyOf(lines.joined(), length);
        }
    }

    /** Makes an edit of a file. */
    private interface Editor {
        Edit edit(Lines lines);
    }

    /** The lines of a file, each with its end. */
    private record Lines(List<byte[]> lines) {

        static Lines of(byte[] bytes) {
            List<byte[]> lines = new ArrayList<>();
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    lines.add(Arrays.copyOfRange(bytes, from, i + 1));
                    from = i + 1;
                }
            }
            return new Lines(lines);
        }

        int count() {
            return lines.size();
        }

        /** The number of the record on a line; of the next one, when the line is none. */
        long seq(int line) {
            for (int i = line; i < lines.size(); i++) {
                Optional<Claim> claim = claim(i);
                if (claim.isPresent()) {
                    return claim.get().seq();
                }
            }
            throw new AssertionError("the trail does not end in a torn line");
        }

        Optional<Claim> claim(int line) {
            byte[] bytes = lines.get(line);
            return Claim.of(Arrays.copyOf(bytes, bytes.length - 1));
        }

        byte[] joined() {
            var out = new ByteArrayOutputStream();
            lines.forEach(out::writeBytes);
            return out.toByteArray();
        }

        Lines copy() {
            return new Lines(new ArrayList<>(lines.stream().map(byte[]::clone).toList()));
        }
    }

    private void everyOneIsFound(Editor editor) throws IOException {
        for (int i = 0; i < EDITS_OF_A_KIND; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] before = Files.readAllBytes(file);
            Edit edit = editor.edit(Lines.of(before).copy());
            byte[] after = edit.bytes();
            if (!Arrays.equals(after, before)) {
                Files.write(file, after);
                check(file, edit);
                Files.write(file, before);
            }
        }
        assertThat(finding()).isEmpty();
    }

    private void check(Path file, Edit edit) throws IOException {
        Optional<Finding> finding = finding();
        assertThat(finding).as("%s in %s", edit.what(), file).isPresent();
        if (edit.seq() > 0) {
            // Of the last two records, no later one tells which was changed.
            boolean last = edit.seq() >= total() - 1;
            assertThat(finding.orElseThrow().seq())
                    .as("%s in %s: %s", edit.what(), file, finding)
                    .isBetween(
                            last ? edit.seq() - RECORDS / 3 - 1 : edit.seq(),
                            edit.seq() + (last ? 1 : 0));
        }
    }

    /** The records, one of which tells of the torn line. */
    private static long total() {
        return RECORDS + 1;
    }

    @Test
    void aByteThatIsChanged() throws IOException {
        everyOneIsFound(
                lines -> {
                    int at = random.nextInt(lines.count());
                    byte[] line = lines.lines().get(at);
                    int offset = random.nextInt(line.length);
                    long seq = lines.seq(at);
                    line[offset] ^= (byte) (1 + random.nextInt(255));
                    return new Edit("byte " + offset + " of line " + at, lines, seq);
                });
    }

    @Test
    void aLineThatIsRemoved() throws IOException {
        everyOneIsFound(
                lines -> {
                    int at = random.nextInt(lines.count());
                    long seq = lines.seq(at);
                    lines.lines().remove(at);
                    return new Edit("line " + at + " removed", lines, seq);
                });
    }

    @Test
    void aLineThatIsRepeated() throws IOException {
        everyOneIsFound(
                lines -> {
                    int from = random.nextInt(lines.count());
                    int to = random.nextInt(lines.count() + 1);
                    lines.lines().add(to, lines.lines().get(from));
                    return new Edit("line " + from + " again at " + to, lines, 0);
                });
    }

    @Test
    void aLineThatIsInvented() throws IOException {
        List<String> inventions = List.of("", "{}", "x", "{\"seq\":1}", "\u0000", "null");
        everyOneIsFound(
                lines -> {
                    int to = random.nextInt(lines.count() + 1);
                    String line = inventions.get(random.nextInt(inventions.size())) + "\n";
                    lines.lines().add(to, line.getBytes(StandardCharsets.UTF_8));
                    return new Edit("`" + line + "` at " + to, lines, 0);
                });
    }

    @Test
    void linesThatChangePlaces() throws IOException {
        everyOneIsFound(
                lines -> {
                    int one = random.nextInt(lines.count());
                    int other = random.nextInt(lines.count());
                    byte[] held = lines.lines().get(one);
                    lines.lines().set(one, lines.lines().get(other));
                    lines.lines().set(other, held);
                    return new Edit("lines " + one + " and " + other, lines, 0);
                });
    }

    @Test
    void aFileThatIsCut() throws IOException {
        everyOneIsFound(
                lines -> {
                    int length = random.nextInt(lines.joined().length);
                    return new Edit("cut to " + length, lines, length, 0);
                });
    }

    @Test
    void aRecordThatGetsAnotherNumber() throws IOException {
        everyOneIsFound(
                lines -> {
                    int at = record(lines);
                    long seq = lines.seq(at);
                    long other = 1L + random.nextInt(2 * RECORDS);
                    String line = new String(lines.lines().get(at), StandardCharsets.UTF_8);
                    String changed = line.replace("\"seq\":" + seq, "\"seq\":" + other);
                    lines.lines().set(at, changed.getBytes(StandardCharsets.UTF_8));
                    return new Edit("record " + seq + " numbered " + other, lines, seq);
                });
    }

    @Test
    void aRecordThatIsChangedWithAllHashesAfterIt() throws IOException {
        everyOneIsFound(
                lines -> {
                    int at = record(lines);
                    String line = new String(lines.lines().get(at), StandardCharsets.UTF_8);
                    String changed = line.replace("\"rows\":42", "\"rows\":4" + random.nextInt(2));
                    lines.lines().set(at, changed.getBytes(StandardCharsets.UTF_8));
                    forge(lines, at + 1);
                    return new Edit("record " + lines.seq(at) + " forged", lines, 0);
                });
    }

    private int record(Lines lines) {
        int at = random.nextInt(lines.count());
        return lines.claim(at).isPresent() ? at : record(lines);
    }

    /** Makes the chain of a file fit again. */
    private static void forge(Lines lines, int from) {
        for (int i = from; i < lines.count(); i++) {
            Optional<Claim> claim = lines.claim(i);
            byte[] before = lines.lines().get(i - 1);
            if (claim.isPresent() && lines.claim(i - 1).isPresent()) {
                String hash = Sha256.hex(Arrays.copyOf(before, before.length - 1));
                String line = new String(lines.lines().get(i), StandardCharsets.UTF_8);
                String forged = line.replace(claim.get().prev(), hash);
                lines.lines().set(i, forged.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aChainThatIsForgedToItsEndIsFoundByTheCheckpoints() throws IOException {
        Path last = files.getLast();
        Lines lines = Lines.of(Files.readAllBytes(last)).copy();
        long seq = lines.seq(0);
        String line = new String(lines.lines().getFirst(), StandardCharsets.UTF_8);
        lines.lines()
                .set(
                        0,
                        line.replace("local:alice", "local:mallet")
                                .getBytes(StandardCharsets.UTF_8));
        forge(lines, 1);
        Files.write(last, lines.joined());
        assertThat(Verification.of(new TrailFiles(path)).finding()).isEmpty();
        assertThat(finding())
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.words()).contains("are not those that were signed");
                            assertThat(found.seq()).isLessThanOrEqualTo(seq);
                        });
    }

    @Test
    void aFileThatIsRemoved() throws IOException {
        for (Path file : files) {
            byte[] before = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(finding()).as("without %s", file).isPresent();
            Files.write(file, before);
        }
    }

    @Test
    void aCheckpointThatIsChanged() throws IOException {
        Path file = Signing.checkpoints(path);
        byte[] before = Files.readAllBytes(file);
        String text = new String(before, StandardCharsets.UTF_8);
        Files.writeString(file, text.replaceFirst("(?m)^\\d+$", "7"));
        assertThat(finding())
                .hasValueSatisfying(
                        found ->
                                assertThat(found.words())
                                        .isEqualTo(
                                                "the checkpoint over it was not signed with this"
                                                        + " key"));
    }
}
