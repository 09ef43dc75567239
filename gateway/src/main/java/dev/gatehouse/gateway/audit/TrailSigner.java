package dev.gatehouse.gateway.audit;

import dev.gatehouse.gateway.audit.checkpoint.Checkpoint;
import dev.gatehouse.gateway.audit.checkpoint.MerkleTree;
import dev.gatehouse.gateway.audit.checkpoint.Note;
import dev.gatehouse.gateway.audit.checkpoint.Notes;
import dev.gatehouse.gateway.audit.checkpoint.SigningKey;
import dev.gatehouse.gateway.audit.checkpoint.VerifierKey;
import dev.gatehouse.gateway.audit.trail.ChainFollower;
import dev.gatehouse.gateway.audit.trail.Line;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.trail.TrailReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a trail as it grows, whoever writes it, and signs what it holds. It signs nothing that
 * contradicts what it signed before. Used by one thread, of one process at a time.
 */
final class TrailSigner implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(TrailSigner.class);

    private final Signing signing;
    private final Path kept;
    private final SigningKey key;
    private final Optional<Checkpoint> before;
    private final TrailReader reader;
    private final ChainFollower chain;
    private final MerkleTree tree;
    private long signed;
    private Optional<Long> copied = Optional.empty();
    private long lastOffset;

    private TrailSigner(
            Signing signing,
            Path kept,
            SigningKey key,
            Optional<Checkpoint> before,
            TrailReader reader,
            ChainFollower chain,
            MerkleTree tree) {
        this.signing = signing;
        this.kept = kept;
        this.key = key;
        this.before = before;
        this.reader = reader;
        this.chain = chain;
        this.tree = tree;
        this.signed = before.map(Checkpoint::size).orElse(0L);
    }

    /** Goes on behind the last checkpoint, or from the beginning where that cannot be found. */
    static TrailSigner open(Path trail, Signing signing) throws IOException {
        if (Files.notExists(signing.key()) && Files.exists(signing.file())) {
            LOG.warn("the key that signed the checkpoints is gone; another one signs from now on");
        }
        SigningKey key = key(signing.key());
        publish(key.verifier(), Signing.publicKey(trail));
        Optional<Checkpoint> before =
                Notes.last(signing.file(), key.verifier()).map(Note::checkpoint);
        var files = new TrailFiles(trail);
        Path kept = Signing.tree(trail);
        Optional<Grown> grown =
                Grown.read(kept)
                        .filter(it -> before.map(last -> last.holds(it.tree())).orElse(false));
        Optional<TrailReader> behind =
                grown.isPresent() ? behind(files, grown.get()) : Optional.empty();
        return behind.map(
                        reader ->
                                new TrailSigner(
                                        signing,
                                        kept,
                                        key,
                                        before,
                                        reader,
                                        ChainFollower.after(grown.orElseThrow().last()),
                                        grown.orElseThrow().tree()))
                .orElseGet(
                        () ->
                                new TrailSigner(
                                        signing,
                                        kept,
                                        key,
                                        before,
                                        TrailReader.of(files),
                                        ChainFollower.fromStart(),
                                        new MerkleTree()));
    }

    /** Reads on behind the last record that was signed; empty when it is not where it was. */
    private static Optional<TrailReader> behind(TrailFiles files, Grown grown) throws IOException {
        TrailReader reader;
        try {
            reader = TrailReader.at(files, grown.first(), grown.offset());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        Optional<Line> line = reader.next();
        boolean same = line.isPresent() && line.get().link().equals(Optional.of(grown.last()));
        if (!same) {
            reader.close();
            return Optional.empty();
        }
        return Optional.of(reader);
    }

    private static SigningKey key(Path file) throws IOException {
        if (Files.notExists(file)) {
            OwnFiles.makeFolderOf(file);
            write(
                    file,
                    SigningKey.make().pem(),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            OwnFiles.syncFolderOf(file);
        }
        try {
            return SigningKey.parse(Files.readString(file));
        } catch (GeneralSecurityException e) {
            throw new IOException("this file holds no key to sign with: " + file, e);
        }
    }

    private static void publish(VerifierKey key, Path file) throws IOException {
        if (Files.notExists(file) || !Files.readString(file).strip().equals(key.toString())) {
            write(
                    file,
                    key + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        }
    }

    private static void write(Path file, String text, StandardOpenOption... options)
            throws IOException {
        try (FileChannel out = OwnFiles.open(file, options)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /**
     * Signs what the trail holds now, if that is more than before.
     *
     * @return what is wrong with it; then nothing is signed any more
     */
    Optional<String> sign() throws IOException {
        Optional<String> wrong = check();
        if (wrong.isPresent()) {
            return wrong;
        }
        if (tree.size() > signed) {
            reader.sync();
            String note = key.sign(tree);
            new NoteFile(signing.file()).add(note);
            long last = signed;
            signed = tree.size();
            new Grown(tree, chain.last(), reader.first(), lastOffset).write(kept);
            signing.copy().ifPresent(copy -> copy(copy, note, last));
        }
        return Optional.empty();
    }

    /** Up to which record there is a checkpoint. */
    long signed() {
        return signed;
    }

    /**
     * Reads what the trail holds now.
     *
     * @return what is wrong with it
     */
    Optional<String> check() throws IOException {
        for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            Optional<String> wrong =
                    switch (chain.accept(line.get())) {
                        case ChainFollower.Added(Line added, var _) -> grow(added);
                        case ChainFollower.Waiting _ -> Optional.empty();
                        case ChainFollower.Broken(var finding) -> Optional.of(finding.toString());
                    };
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return tree.size() < signed
                ? Optional.of(
                        "it ends with record %d, and %d were signed".formatted(tree.size(), signed))
                : Optional.empty();
    }

    private Optional<String> grow(Line record) {
        tree.add(record.bytes());
        lastOffset = record.offset();
        boolean other =
                before.filter(it -> it.size() == tree.size())
                        .map(it -> !it.holds(tree))
                        .orElse(false);
        return other
                ? Optional.of("its first " + signed + " records are not those that were signed")
                : Optional.empty();
    }

    /** A copy that fails now is made up for with the next one. */
    private void copy(Path copy, String note, long last) {
        try {
            long has = copied.isPresent() ? copied.get() : copiedBefore(copy);
            if (has == last) {
                new NoteFile(copy).add(note);
            } else {
                copyFrom(has, copy);
            }
            copied = Optional.of(signed);
        } catch (IOException e) {
            copied = Optional.empty();
            LOG.warn("a checkpoint could not be copied", e);
        }
    }

    private long copiedBefore(Path copy) throws IOException {
        return Notes.last(copy, key.verifier()).map(note -> note.checkpoint().size()).orElse(0L);
    }

    private void copyFrom(long size, Path copy) throws IOException {
        try (Notes notes = Notes.open(signing.file())) {
            for (Optional<Note> next = notes.next(); next.isPresent(); next = notes.next()) {
                if (next.get().checkpoint().size() > size) {
                    new NoteFile(copy).add(next.get().whole());
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
