package dev.gatehouse.gateway.audit.verify;

import dev.gatehouse.gateway.audit.checkpoint.Checkpoint;
import dev.gatehouse.gateway.audit.checkpoint.MerkleTree;
import dev.gatehouse.gateway.audit.checkpoint.Note;
import dev.gatehouse.gateway.audit.checkpoint.Notes;
import dev.gatehouse.gateway.audit.checkpoint.VerifierKey;
import dev.gatehouse.gateway.audit.trail.Finding;
import dev.gatehouse.gateway.audit.trail.Line;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Holds the checkpoints of a file, one after the other, against a growing tree. */
final class Witness implements Closeable {

    private final Path file;
    private final Notes notes;
    private final VerifierKey key;
    private final MerkleTree tree = new MerkleTree();
    private Optional<Note> next = Optional.empty();
    private Optional<Finding> wrong = Optional.empty();
    private Optional<Line> firstUnsigned = Optional.empty();
    private long held;
    private long signed;
    private long foreign;

    private Witness(Path file, Notes notes, VerifierKey key) {
        this.file = file;
        this.notes = notes;
        this.key = key;
    }

    static Witness open(Path file, VerifierKey key) throws IOException {
        var witness = new Witness(file, Notes.open(file), key);
        witness.read();
        return witness;
    }

    /** The next checkpoint that the key signed. */
    private void read() throws IOException {
        next = Optional.empty();
        for (Optional<Note> note = notes.next(); note.isPresent(); note = notes.next()) {
            switch (note.get().by(key)) {
                case SIGNED -> {
                    next = note;
                    return;
                }
                case FORGED -> {
                    String words = "the checkpoint over it was not signed with this key";
                    wrong = Optional.of(at(note.get(), words));
                    return;
                }
                case UNKNOWN -> foreign++;
            }
        }
    }

    private Finding at(Note note, String words) {
        return new Finding(file, note.line(), note.checkpoint().size(), words);
    }

    /** The next record is this; what does not fit then. */
    Optional<Finding> add(Line record) throws IOException {
        tree.add(record.bytes());
        firstUnsigned = firstUnsigned.or(() -> Optional.of(record));
        while (wrong.isEmpty()
                && next.isPresent()
                && next.get().checkpoint().size() <= tree.size()) {
            hold(next.get(), record);
        }
        return wrong;
    }

    private void hold(Note note, Line record) throws IOException {
        Checkpoint checkpoint = note.checkpoint();
        Line first = firstUnsigned.orElse(record);
        if (checkpoint.size() < tree.size()) {
            wrong = Optional.of(at(note, "a checkpoint over fewer records comes later"));
        } else if (!checkpoint.holds(tree)) {
            String words =
                    "the records up to %d are not those that were signed"
                            .formatted(checkpoint.size());
            wrong = Optional.of(new Finding(first.file(), first.number(), signed + 1, words));
        } else if (!record.ends()) {
            wrong =
                    Optional.of(
                            new Finding(
                                    record.file(),
                                    record.number(),
                                    tree.size(),
                                    "its line end is missing"));
        } else {
            held++;
            signed = tree.size();
            firstUnsigned = Optional.empty();
            read();
        }
    }

    /** What does not fit, once there are no more records. */
    Optional<Finding> end() {
        return wrong.or(
                () ->
                        next.map(
                                note ->
                                        at(
                                                note,
                                                "the trail ends with record "
                                                        + tree.size()
                                                        + ", but so many were signed")));
    }

    long held() {
        return held;
    }

    long signed() {
        return signed;
    }

    long foreign() {
        return foreign;
    }

    long strayLines() {
        return notes.skipped();
    }

    @Override
    public void close() throws IOException {
        notes.close();
    }
}
