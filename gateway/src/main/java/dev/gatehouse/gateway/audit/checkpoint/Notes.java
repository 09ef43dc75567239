package dev.gatehouse.gateway.audit.checkpoint;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file of checkpoints, one note after the other with an empty line behind each, in bounded
 * memory. What a crash left of a note is skipped and counted. Used by one thread.
 */
public final class Notes implements Closeable {

    /** Where the last note is looked for. */
    private static final int END = 64 * 1024;

    private static final int MOST_LINES = 40;
    private static final int LONGEST_LINE = 8 * 1024;

    private final BufferedReader reader;
    private Paragraph ahead = Paragraph.NONE;
    private long line;
    private long skipped;

    /**
     * Lines between empty ones.
     *
     * @param first the number of the first
     */
    private record Paragraph(long first, List<String> lines) {

        static final Paragraph NONE = new Paragraph(0, List.of());

        boolean isSigned() {
            return !lines.isEmpty() && lines.stream().allMatch(it -> it.startsWith(Note.DASH));
        }
    }

    private Notes(BufferedReader reader) {
        this.reader = reader;
    }

    /** Opens a file. */
    public static Notes open(Path file) throws IOException {
        return open(file, 0);
    }

    private static Notes open(Path file, long offset) throws IOException {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        channel.position(offset);
        return new Notes(
                new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), decoder)));
    }

    /** The last note of a file that a key signed; empty when there is none, or no file. */
    public static Optional<Note> last(Path file, VerifierKey key) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (Notes notes = open(file, Math.max(0, Files.size(file) - END))) {
            Optional<Note> last = Optional.empty();
            for (Optional<Note> next = notes.next(); next.isPresent(); next = notes.next()) {
                last = next.get().by(key) == Note.Word.SIGNED ? next : last;
            }
            return last;
        }
    }

    /** How many lines belong to no note. */
    public long skipped() {
        return skipped;
    }

    /** The next note; empty at the end. */
    public Optional<Note> next() throws IOException {
        for (Paragraph text = take(); !text.lines().isEmpty(); text = take()) {
            Optional<Checkpoint> checkpoint = Checkpoint.of(text.lines());
            Paragraph signatures = checkpoint.isPresent() ? take() : Paragraph.NONE;
            if (checkpoint.isPresent() && signatures.isSigned()) {
                return Optional.of(
                        new Note(
                                text.first(),
                                checkpoint.get(),
                                String.join("\n", text.lines()) + "\n",
                                signatures.lines()));
            }
            skipped += text.lines().size();
            ahead = signatures;
        }
        return Optional.empty();
    }

    private Paragraph take() throws IOException {
        Paragraph taken = ahead.lines().isEmpty() ? read() : ahead;
        ahead = Paragraph.NONE;
        return taken;
    }

    /** The next lines that are not empty; none at the end. */
    private Paragraph read() throws IOException {
        List<String> lines = new ArrayList<>();
        long first = line + 1;
        for (String next = reader.readLine(); next != null; next = reader.readLine()) {
            line++;
            if (!next.isEmpty()) {
                lines.add(next);
            } else if (lines.isEmpty()) {
                first = line + 1;
            } else {
                break;
            }
            if (lines.size() > MOST_LINES || next.length() > LONGEST_LINE) {
                skipped += lines.size();
                lines.clear();
            }
        }
        return new Paragraph(first, lines);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
