package dev.gatehouse.gateway.audit.ship;

import dev.gatehouse.gateway.audit.trail.Claim;
import dev.gatehouse.gateway.audit.trail.Line;
import dev.gatehouse.gateway.audit.trail.Link;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.trail.TrailReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * What of a trail is still to be shipped: the whole records behind a cursor, in their order, as far
 * as the files have them. A line that is no record is gone past; the record after it tells of it.
 * Used by one thread.
 */
final class Backlog implements Closeable {

    private final TrailReader reader;
    private final Reports reports;
    private String trail;
    private Link last;

    private Backlog(TrailReader reader, Reports reports, String trail, Link last) {
        this.reader = reader;
        this.reports = reports;
        this.trail = trail;
        this.last = last;
    }

    /** Goes on behind a cursor; from the oldest record on, when that is not of this trail. */
    static Backlog open(TrailFiles files, Cursor from, Reports reports) throws IOException {
        if (from.seq() == 0) {
            return new Backlog(TrailReader.of(files), reports, "", Link.START);
        }
        Optional<TrailReader> behind = behind(files, from);
        Optional<TrailReader> found = behind.isPresent() ? behind : sought(files, from);
        if (found.isPresent()) {
            return new Backlog(found.get(), reports, from.trail(), from.last());
        }
        reports.anotherTrail();
        return new Backlog(TrailReader.of(files), reports, "", Link.START);
    }

    /** Reads on behind the last record that was taken; empty when it is not where it was. */
    private static Optional<TrailReader> behind(TrailFiles files, Cursor from) throws IOException {
        try {
            TrailReader reader = TrailReader.at(files, from.first(), from.offset());
            if (reader.next().flatMap(Line::link).equals(Optional.of(from.last()))) {
                return Optional.of(reader);
            }
            reader.close();
            return Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * Looks through the whole trail for what follows the last record that was taken; empty when
     * another record has its number, or the trail ends before it.
     */
    private static Optional<TrailReader> sought(TrailFiles files, Cursor from) throws IOException {
        TrailReader reader = TrailReader.of(files);
        long seq = 0;
        for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            Optional<Link> link = link(line.get());
            seq = link.map(Link::seq).orElse(seq);
            if (link.equals(Optional.of(from.last()))) {
                return Optional.of(reader);
            }
            if (seq > from.seq()) {
                reader.close();
                return Optional.of(TrailReader.at(files, reader.first(), line.get().offset()));
            }
            if (seq == from.seq()) {
                break;
            }
        }
        if (seq == 0) {
            return Optional.of(reader);
        }
        reader.close();
        return Optional.empty();
    }

    /** The next record; empty when there is none yet. */
    Optional<Entry> next() throws IOException {
        for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            Optional<Link> link = link(line.get());
            if (link.isPresent()) {
                return Optional.of(entry(line.get(), link.get()));
            }
        }
        return Optional.empty();
    }

    /** A line without its end may still be being written, or be what a crash left. */
    private static Optional<Link> link(Line line) {
        return line.ends() ? line.link() : Optional.empty();
    }

    private Entry entry(Line line, Link link) {
        follow(link);
        return new Entry(
                new Cursor(trail, link, reader.first(), line.offset()),
                line,
                Claim.read(line.bytes()).orElseThrow());
    }

    private void follow(Link next) {
        if (trail.isEmpty()) {
            trail = Cursor.identity(next);
        } else if (next.seq() <= last.seq()) {
            reports.anotherTrail();
            trail = Cursor.identity(next);
        } else if (next.seq() > last.seq() + 1) {
            reports.missing(last.seq() + 1, next.seq() - 1);
        }
        last = next;
    }

    /** Returns when what was read is on the disk. */
    void sync() throws IOException {
        reader.sync();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
