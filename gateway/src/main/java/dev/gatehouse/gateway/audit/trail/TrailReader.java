package dev.gatehouse.gateway.audit.trail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the lines of a trail, file after file, in bounded memory. One that is still being written
 * can be read on later. Used by one thread.
 */
public final class TrailReader implements Closeable {

    private final TrailFiles files;
    private long first;
    private Optional<LineReader> file = Optional.empty();

    private TrailReader(TrailFiles files, long first) {
        this.files = files;
        this.first = first;
    }

    /** Reads from the beginning. */
    public static TrailReader of(TrailFiles files) {
        return new TrailReader(files, 0);
    }

    /**
     * Reads from a line on.
     *
     * @param first the number of the first record in the line's file
     * @throws NoSuchFileException when there is no file with that record
     */
    public static TrailReader at(TrailFiles files, long first, long offset) throws IOException {
        var reader = new TrailReader(files, first);
        Path path =
                files.full().stream()
                        .filter(full -> full.first() == first)
                        .map(TrailFiles.Full::path)
                        .findFirst()
                        .orElse(files.active());
        if (path.equals(files.active()) && firstOf(path) != first) {
            throw new NoSuchFileException(path.toString());
        }
        reader.file = Optional.of(LineReader.open(path, offset, 1));
        return reader;
    }

    /** The number of the first record in a file; 0 when there is none. */
    private static long firstOf(Path path) throws IOException {
        try (LineReader reader = LineReader.open(path, 0, 1)) {
            return reader.next().flatMap(Line::claim).map(Claim::seq).orElse(0L);
        }
    }

    /** The next line that has its end; empty when there is none, or none yet. */
    public Optional<Line> next() throws IOException {
        Optional<Line> line = here();
        while (line.isEmpty()) {
            Optional<Next> next = following();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            // A file grows until the next one is there: what was missed is read before that.
            line = here().or(this::rest);
            if (line.isEmpty()) {
                close();
                file = Optional.of(next.get().reader());
                first = next.get().first();
                line = here();
            } else {
                next.get().reader().close();
            }
        }
        return line;
    }

    private Optional<Line> here() throws IOException {
        Optional<Line> line = file.isPresent() ? file.get().next() : Optional.empty();
        if (first == 0 && line.isPresent()) {
            first = line.get().claim().map(Claim::seq).orElse(0L);
        }
        return line;
    }

    /** What follows the last line end; to be read once, after all lines. */
    public Optional<Line> rest() {
        return file.flatMap(LineReader::rest);
    }

    /** The number of the first record in the file that is being read; 0 before it is read. */
    public long first() {
        return first;
    }

    /**
     * A file to read.
     *
     * @param first the number of its first record; 0 before it is read
     */
    private record Next(LineReader reader, long first) {}

    /**
     * The file after the one at hand. One may be begun, filled and renamed between two looks; so
     * the active one is the next only if no full one is there once it is open.
     */
    private Optional<Next> following() throws IOException {
        Optional<Next> full = fullOne();
        if (full.isPresent()) {
            return full;
        }
        if (file.isPresent() && file.get().isAt(files.active())) {
            return Optional.empty();
        }
        Optional<Next> active = open(files.active(), 0);
        Optional<Next> meanwhile = fullOne();
        if (meanwhile.isPresent() && active.isPresent()) {
            active.get().reader().close();
        }
        return meanwhile.or(() -> active);
    }

    private Optional<Next> fullOne() throws IOException {
        Optional<TrailFiles.Full> full =
                files.full().stream()
                        .filter(each -> file.isEmpty() || (first > 0 && each.first() > first))
                        .findFirst();
        return full.isPresent() ? open(full.get().path(), full.get().first()) : Optional.empty();
    }

    /** Empty when it is not there, or got another name meanwhile. */
    private static Optional<Next> open(Path path, long first) throws IOException {
        try {
            return Optional.of(new Next(LineReader.open(path, 0, 1), first));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Returns when what was read of the file at hand is on the disk. */
    public void sync() throws IOException {
        if (file.isPresent()) {
            file.get().sync();
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
