package dev.gatehouse.gateway.audit.trail;

import java.security.MessageDigest;
import java.util.Optional;

/**
 * Follows the chain from record to record: each has the number after that of the one before, and
 * names its hash, and what lies between the two. Used by one thread.
 */
public final class ChainFollower {

    /** What a line turned out to be. */
    public sealed interface Step {}

    /** The next record. */
    public record Added(Line line, Claim claim) implements Step {}

    /** Something that only a later record can tell about. */
    public record Waiting() implements Step {}

    /** Here the trail is not what was written. */
    public record Broken(Finding finding) implements Step {}

    private static final Step WAITING = new Waiting();

    /** A record that names another hash than the one before it has. */
    private record Suspect(Line line, String hash) {}

    private Link last;
    private Optional<Line> lastLine = Optional.empty();
    private Optional<Suspect> suspect = Optional.empty();
    private Optional<Line> firstJunk = Optional.empty();
    private MessageDigest junk = Sha256.begin();
    private long junkBytes;
    private boolean junkEnds;

    private ChainFollower(Link last) {
        this.last = last;
    }

    /** Follows a chain from its beginning. */
    public static ChainFollower fromStart() {
        return after(Link.START);
    }

    /** Follows a chain from the record after one that is known. */
    public static ChainFollower after(Link known) {
        return new ChainFollower(known);
    }

    /** The last record that was followed. */
    public Link last() {
        return last;
    }

    /** Takes the next line. */
    public Step accept(Line line) {
        if (lastLine.isPresent() && !lastLine.get().ends()) {
            return new Broken(at(lastLine.get(), last.seq(), "its line end is missing"));
        }
        Optional<Claim> claim = line.claim();
        return claim.isPresent() ? accept(line, claim.get()) : acceptJunk(line);
    }

    private Step acceptJunk(Line line) {
        firstJunk = firstJunk.or(() -> Optional.of(line));
        junk.update(line.bytes());
        if (line.ends()) {
            junk.update((byte) '\n');
        }
        junkBytes += line.end() - line.offset();
        junkEnds = line.ends();
        return WAITING;
    }

    private Step accept(Line line, Claim claim) {
        if (suspect.isPresent()) {
            return new Broken(convict(suspect.get(), claim));
        }
        boolean next = claim.seq() == last.seq() + 1;
        boolean linked = claim.prev().equals(last.hash());
        if (next && linked) {
            return told(claim) ? add(line, claim) : new Broken(untold(line, claim));
        }
        if (firstJunk.isPresent()) {
            return new Broken(noRecord(firstJunk.get()));
        }
        if (next && lastLine.isPresent()) {
            suspect = Optional.of(new Suspect(line, Sha256.hex(line.bytes())));
            return WAITING;
        }
        return new Broken(misplaced(line, claim, linked));
    }

    /** Whether the record tells of exactly what lies before it. */
    private boolean told(Claim claim) {
        Torn found = firstJunk.isEmpty() ? Torn.NONE : new Torn(junkBytes, junkHash());
        return claim.torn().equals(found);
    }

    private String junkHash() {
        try {
            return Sha256.hex((MessageDigest) junk.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of every Java platform can be copied", e);
        }
    }

    private Step add(Line line, Claim claim) {
        last = new Link(claim.seq(), Sha256.hex(line.bytes()));
        lastLine = Optional.of(line);
        firstJunk = Optional.empty();
        junk = Sha256.begin();
        junkBytes = 0;
        return new Added(line, claim);
    }

    private Finding untold(Line line, Claim claim) {
        return firstJunk
                .map(this::noRecord)
                .orElseGet(
                        () ->
                                at(
                                        line,
                                        claim.seq(),
                                        "the unfinished line before it, of "
                                                + claim.torn().bytes()
                                                + " bytes, is gone"));
    }

    private Finding noRecord(Line line) {
        return at(line, last.seq() + 1, "what stands here is no record, and none tells of it");
    }

    /** Of two neighbours that do not fit, the one that the record after them does not know. */
    private Finding convict(Suspect second, Claim third) {
        boolean innocent = third.prev().equals(second.hash());
        return innocent && lastLine.isPresent()
                ? changed(lastLine.get(), last.seq())
                : changed(second.line(), last.seq() + 1);
    }

    private static Finding changed(Line line, long seq) {
        return at(line, seq, "it was changed: the record after it names another hash");
    }

    private Finding misplaced(Line line, Claim claim, boolean linked) {
        long expected = last.seq() + 1;
        if (linked) {
            return at(line, expected, "its number was changed to " + claim.seq());
        }
        if (claim.seq() > expected) {
            return at(line, expected, "it is missing; here follows " + claim.seq());
        }
        return claim.seq() == expected
                ? at(line, expected, "it names another record before it")
                : at(line, claim.seq(), "it stands here, after record " + last.seq());
    }

    private static Finding at(Line line, long seq, String words) {
        return new Finding(line.file(), line.number(), seq, words);
    }

    /**
     * What is wrong with the end, once there are no more lines. An unfinished last line is not: a
     * crash can leave that.
     */
    public Optional<Finding> end() {
        if (suspect.isPresent()) {
            String words = "it, or the one before it, was changed: they do not fit";
            return Optional.of(at(suspect.get().line(), last.seq() + 1, words));
        }
        return junkEnds ? firstJunk.map(this::noRecord) : Optional.empty();
    }

    /** How many bytes of an unfinished line the trail ends with. */
    public long unfinished() {
        return firstJunk.isPresent() ? junkBytes : 0;
    }
}
