package dev.gatehouse.gateway.audit.verify;

import dev.gatehouse.gateway.audit.checkpoint.VerifierKey;
import dev.gatehouse.gateway.audit.trail.ChainFollower;
import dev.gatehouse.gateway.audit.trail.Claim;
import dev.gatehouse.gateway.audit.trail.Finding;
import dev.gatehouse.gateway.audit.trail.Line;
import dev.gatehouse.gateway.audit.trail.Torn;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import dev.gatehouse.gateway.audit.trail.TrailReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a trail from its beginning, in bounded memory, and finds the first place where it is not
 * what was written: by the chain, and by checkpoints where there are some. What was written after
 * the last checkpoint can be cut off, or replaced by a chain of somebody else, without a trace.
 */
public final class Verification {

    private final ChainFollower chain = ChainFollower.fromStart();
    private final Optional<Witness> witness;
    private long records;
    private long repaired;
    private Optional<Finding> finding = Optional.empty();

    /** What a checkpoint says; the chain may name the record, with the next ones. */
    private Optional<Finding> doubt = Optional.empty();

    private Verification(Optional<Witness> witness) {
        this.witness = witness;
    }

    /** Verifies by the chain alone. */
    public static Report of(TrailFiles files) throws IOException {
        return new Verification(Optional.empty()).run(files);
    }

    /** Verifies by the chain, and by those checkpoints in a file that a key signed. */
    public static Report of(TrailFiles files, Path checkpoints, VerifierKey key)
            throws IOException {
        try (Witness witness = Witness.open(checkpoints, key)) {
            return new Verification(Optional.of(witness)).run(files);
        }
    }

    private Report run(TrailFiles files) throws IOException {
        try (TrailReader reader = TrailReader.of(files)) {
            Optional<Line> line = reader.next();
            while (finding.isEmpty() && line.isPresent()) {
                take(line.get());
                line = reader.next();
            }
            Optional<Line> rest = reader.rest();
            if (finding.isEmpty() && rest.isPresent()) {
                take(rest.get());
            }
        }
        finding = finding.or(() -> doubt).or(chain::end).or(() -> witness.flatMap(Witness::end));
        return report();
    }

    private void take(Line line) throws IOException {
        switch (chain.accept(line)) {
            case ChainFollower.Added(Line added, Claim claim) -> add(added, claim);
            case ChainFollower.Waiting _ -> {}
            case ChainFollower.Broken(Finding found) -> finding = Optional.of(found);
        }
    }

    private void add(Line record, Claim claim) throws IOException {
        if (doubt.isPresent()) {
            finding = doubt;
            return;
        }
        records++;
        repaired += claim.torn().equals(Torn.NONE) ? 0 : 1;
        if (witness.isPresent()) {
            doubt = witness.get().add(record);
        }
    }

    private Report report() {
        return new Report(
                records,
                repaired,
                witness.map(Witness::held).orElse(0L),
                witness.map(Witness::signed).orElse(0L),
                witness.map(Witness::foreign).orElse(0L),
                witness.map(Witness::strayLines).orElse(0L),
                chain.unfinished(),
                finding);
    }
}
