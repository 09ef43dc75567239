package dev.gatehouse.gateway.audit.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.audit.AuditFile;
import dev.gatehouse.gateway.audit.AuditRecords;
import dev.gatehouse.gateway.audit.ship.Receiver.Away;
import dev.gatehouse.gateway.audit.ship.Receiver.Outcome;
import dev.gatehouse.gateway.audit.ship.Receiver.Refused;
import dev.gatehouse.gateway.audit.ship.Receiver.Sent;
import dev.gatehouse.gateway.audit.ship.Receiver.Taken;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records, step by step, at a time that the test sets. */
class TransferTest {

    @TempDir Path folder;

    private Trail trail = new Trail(Path.of(""));
    private Notebook receiver = new Notebook();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-28T00:00:00Z"));

    @BeforeEach
    void begin() {
        trail = Trail.in(folder);
    }

    private Transfer transfer() {
        return transfer(new Limits(3, 1 << 20), Shipping.Begin.START);
    }

    private Transfer transfer(Limits limits, Shipping.Begin begin) {
        return new Transfer(
                new Shipping(
                        "siem",
                        trail.file(),
                        begin,
                        limits,
                        Timing.DEFAULT,
                        now::get,
                        new Random(1)),
                receiver);
    }

    /** Goes on until there is something to wait for; what that is. */
    private static Pause run(Transfer transfer) throws InterruptedException {
        Pause pause = Pause.NONE;
        for (int i = 0; i < 10_000 && pause.equals(Pause.NONE); i++) {
            pause = transfer.step(Long.MAX_VALUE, false);
        }
        return pause;
    }

    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static Function<List<Entry>, Outcome> refusing(long... bad) {
        return batch ->
                batch.stream().anyMatch(e -> LongStream.of(bad).anyMatch(it -> it == e.seq()))
                        ? new Refused("it answers with the status 400")
                        : new Taken(0);
    }

    @Test
    void recordsArriveInTheirOrderAndInBatches() throws Exception {
        trail.append(8);
        try (Transfer transfer = transfer()) {
            assertThat(run(transfer)).isEqualTo(Pause.untilNews(Timing.DEFAULT.look()));
            assertThat(receiver.batches())
                    .containsExactly(List.of(1L, 2L, 3L), List.of(4L, 5L, 6L), List.of(7L, 8L));
            assertThat(receiver.lines()).isEqualTo(trail.lines());
            assertThat(receiver.taken())
                    .extracting(Entry::hash)
                    .containsExactlyElementsOf(trail.hashes());
            trail.append(1);
            run(transfer);
            assertThat(receiver.batches()).last().isEqualTo(List.of(9L));
        }
    }

    @Test
    void aBatchHoldsNoMoreBytesThanTheLimitUnlessOneRecordDoes() throws Exception {
        trail.append(5);
        int size = trail.lines().getFirst().length();
        try (Transfer transfer = transfer(new Limits(100, 2L * size + 2), Shipping.Begin.START)) {
            run(transfer);
        }
        assertThat(receiver.batches())
                .containsExactly(List.of(1L, 2L), List.of(3L, 4L), List.of(5L));
        receiver = new Notebook();
        Files.delete(trail.cursor());
        try (Transfer transfer = transfer(new Limits(100, 1), Shipping.Begin.START)) {
            run(transfer);
        }
        assertThat(receiver.batches()).hasSize(5).allSatisfy(it -> assertThat(it).hasSize(1));
    }

    @Test
    void goesOnBehindTheCursorAfterARestart() throws Exception {
        trail.append(4);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(trail.cursor())))
                .isEqualTo("rw-------");
        trail.append(3);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        assertThat(receiver.seqs()).isEqualTo(seqs(1, 7));
    }

    /** The process ended after the receiver had taken records, and before the cursor was moved. */
    @Test
    void whatTheCursorDoesNotKnowIsSentAgain() throws Exception {
        trail.append(6);
        try (Transfer transfer = transfer()) {
            transfer.step(Long.MAX_VALUE, false);
            byte[] before = Files.readAllBytes(trail.cursor());
            transfer.step(Long.MAX_VALUE, false);
            Files.write(trail.cursor(), before);
        }
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        assertThat(receiver.seqs()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 4L, 5L, 6L);
        assertThat(receiver.lines()).isEqualTo(trail.lines());
    }

    @Test
    void aReceiverThatIsAwayIsTriedAgainWithLongerAndLongerPauses() throws Exception {
        trail.append(2);
        receiver.answering(_ -> new Away("it cannot be connected to", Duration.ZERO));
        try (Transfer transfer = transfer()) {
            for (int i = 0; i < 12; i++) {
                long most = Math.min(60_000, 1_000L << i);
                assertThat(run(transfer).time().toMillis()).isBetween(most / 2, most);
            }
            assertThat(receiver.seqs()).isEmpty();
            receiver.answering(_ -> new Taken(0));
            run(transfer);
            assertThat(receiver.seqs()).containsExactly(1L, 2L);
            receiver.answering(_ -> new Away("it cannot be connected to", Duration.ZERO));
            trail.append(1);
            assertThat(run(transfer).time()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aReceiverIsLeftAloneAsLongAsItWantsButNotForEver() throws Exception {
        trail.append(1);
        receiver.answering(_ -> new Away("it answers with the status 429", Duration.ofSeconds(90)));
        try (Transfer transfer = transfer()) {
            assertThat(run(transfer)).isEqualTo(Pause.of(Duration.ofSeconds(90)));
            receiver.answering(_ -> new Away("it answers with the status 503", Duration.ofDays(9)));
            assertThat(run(transfer)).isEqualTo(Pause.of(Duration.ofMinutes(10)));
        }
    }

    @Test
    void aRecordThatIsRefusedIsSetAsideOnceTheOneAfterItIsTaken() throws Exception {
        trail.append(7);
        receiver.answering(refusing(4));
        try (Transfer transfer = transfer(new Limits(7, 1 << 20), Shipping.Begin.START)) {
            run(transfer);
            assertThat(receiver.seqs()).containsExactly(1L, 2L, 3L, 5L, 6L, 7L);
            assertThat(transfer.progress().orElseThrow().setAside()).isEqualTo(1);
            assertThat(transfer.progress().orElseThrow().seq()).isEqualTo(7);
        }
        assertThat(receiver.batches()).contains(seqs(1, 7), List.of(4L));
    }

    @Test
    void aRefusedRecordWithNoneAfterItIsKeptUntilThereIsOne() throws Exception {
        trail.append(2);
        receiver.answering(refusing(2));
        try (Transfer transfer = transfer()) {
            assertThat(run(transfer).untilNews()).isFalse();
            assertThat(transfer.progress().orElseThrow().seq()).isEqualTo(1);
            trail.append(1);
            assertThat(run(transfer).untilNews()).isTrue();
            assertThat(receiver.seqs()).containsExactly(1L, 3L);
            assertThat(transfer.progress().orElseThrow().setAside()).isEqualTo(1);
        }
    }

    @Test
    void aReceiverThatRefusesEverythingLosesNothing() throws Exception {
        trail.append(30);
        receiver.answering(_ -> new Refused("it answers with the status 400"));
        try (Transfer transfer = transfer()) {
            for (int i = 0; i < 5; i++) {
                assertThat(run(transfer).untilNews()).isFalse();
            }
            assertThat(transfer.progress().orElseThrow().seq()).isZero();
            receiver.answering(_ -> new Taken(0));
            run(transfer);
            assertThat(receiver.seqs()).isEqualTo(seqs(1, 30));
            assertThat(transfer.progress().orElseThrow().setAside()).isZero();
        }
    }

    @Test
    void whatAReceiverSaysThatItThrewAwayIsCounted() throws Exception {
        trail.append(3);
        receiver.answering(_ -> new Taken(2));
        try (Transfer transfer = transfer()) {
            run(transfer);
            assertThat(transfer.progress().orElseThrow().setAside()).isEqualTo(2);
        }
    }

    @Test
    void withoutAcknowledgementsTheCursorWaitsForAConfirmation() throws Exception {
        trail.append(4);
        receiver.answering(_ -> new Sent());
        try (Transfer transfer = transfer()) {
            assertThat(run(transfer)).isEqualTo(Pause.untilNews(Timing.DEFAULT.confirm()));
            assertThat(receiver.seqs()).isEqualTo(seqs(1, 4));
            assertThat(trail.cursor()).doesNotExist();
            now.updateAndGet(it -> it.plus(Timing.DEFAULT.confirm()));
            receiver.confirming(new Away("the connection to it broke", Duration.ZERO));
            assertThat(run(transfer).untilNews()).isFalse();
            receiver.confirming(new Taken(0));
            run(transfer);
            assertThat(receiver.seqs()).containsExactly(1L, 2L, 3L, 4L, 1L, 2L, 3L, 4L);
            now.updateAndGet(it -> it.plus(Timing.DEFAULT.confirm()));
            run(transfer);
            assertThat(CursorFile.of(trail.file(), "siem").read().orElseThrow().seq()).isEqualTo(4);
        }
    }

    @Test
    void anEndConfirmsAtOnceAndSoDoesAFullWindow() throws Exception {
        trail.append(61);
        receiver.answering(_ -> new Sent());
        try (Transfer transfer = transfer()) {
            run(transfer);
            assertThat(receiver.confirmations()).isEqualTo(1);
            assertThat(transfer.progress().orElseThrow().seq()).isEqualTo(60);
            transfer.step(Long.MAX_VALUE, true);
            assertThat(transfer.progress().orElseThrow().seq()).isEqualTo(61);
        }
    }

    @Test
    void beginsWithWhatComesWhereTheSettingsSaySo() throws Exception {
        trail.append(5);
        try (Transfer transfer = transfer(new Limits(3, 1 << 20), Shipping.Begin.NOW)) {
            run(transfer);
            trail.append(1);
        }
        trail.append(1);
        try (Transfer transfer = transfer(new Limits(3, 1 << 20), Shipping.Begin.NOW)) {
            run(transfer);
        }
        assertThat(receiver.seqs()).containsExactly(6L, 7L);
    }

    /** Nothing was there at first; what came while the receiver was away is not what was there. */
    @Test
    void whatComesAfterTheBeginningIsKeptForAReceiverThatIsAway() throws Exception {
        receiver.answering(_ -> new Away("away", Duration.ZERO));
        try (Transfer transfer = transfer(new Limits(3, 1 << 20), Shipping.Begin.NOW)) {
            run(transfer);
            trail.append(2);
            assertThat(run(transfer).untilNews()).isFalse();
            assertThat(run(transfer).untilNews()).isFalse();
        }
        receiver.answering(_ -> new Taken(0));
        try (Transfer transfer = transfer(new Limits(3, 1 << 20), Shipping.Begin.NOW)) {
            run(transfer);
        }
        assertThat(receiver.seqs()).containsExactly(1L, 2L);
    }

    @Test
    void filesAndTornLinesInBetweenChangeNothing() throws Exception {
        for (int i = 0; i < 5; i++) {
            trail.append(20, 4_096);
            trail.tear("{\"torn\":" + i);
            trail.append(2, 4_096);
            trail.tear("no record\n");
        }
        trail.append(1, 4_096);
        assertThat(new TrailFiles(trail.file()).full()).hasSizeGreaterThan(5);
        int step = 0;
        try (Transfer transfer = transfer()) {
            for (Pause pause = Pause.NONE; !pause.untilNews(); step++) {
                boolean away = step % 7 == 3;
                receiver.answering(_ -> away ? new Away("away", Duration.ZERO) : new Taken(0));
                pause = transfer.step(0, false);
            }
        }
        assertThat(receiver.lines()).isEqualTo(trail.lines());
        assertThat(receiver.lines()).anyMatch(line -> line.contains("\"repaired\""));
        assertThat(receiver.seqs()).isEqualTo(seqs(1, trail.lines().size()));
    }

    @Test
    void aLineThatIsNotWholeIsWaitedFor() throws Exception {
        trail.append(1);
        String whole = Files.readString(trail.file());
        Files.writeString(trail.file(), whole.substring(0, whole.length() - 1));
        try (Transfer transfer = transfer()) {
            run(transfer);
            assertThat(receiver.seqs()).isEmpty();
            trail.tear("\n");
            run(transfer);
            assertThat(receiver.seqs()).containsExactly(1L);
        }
    }

    @Test
    void aTrailThatIsBegunAnewIsShippedFromItsStart() throws Exception {
        trail.append(9);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        Files.delete(trail.file());
        try (AuditFile open = trail.open(Long.MAX_VALUE)) {
            open.append(AuditRecords.of("anew"));
        }
        trail.append(3);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        assertThat(receiver.seqs()).endsWith(9L, 1L, 2L, 3L, 4L);
        assertThat(receiver.taken().stream().map(entry -> entry.at().trail()).distinct())
                .hasSize(2);
    }

    @Test
    void aTrailThatIsRemovedUnderAShipperGoesOn() throws Exception {
        try (AuditFile open = trail.open(Long.MAX_VALUE);
                Transfer transfer = transfer()) {
            open.append(AuditRecords.of("before"));
            run(transfer);
            Files.delete(trail.file());
            run(transfer);
            open.append(AuditRecords.of("after"));
            run(transfer);
            receiver.answering(_ -> new Away("away", Duration.ZERO));
            open.append(AuditRecords.of("more"));
            run(transfer);
            receiver.answering(_ -> new Taken(0));
            run(transfer);
        }
        assertThat(receiver.seqs()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void goesOnWithTheOldestRecordWhenFilesWereTakenAway() throws Exception {
        trail.append(3, 1_024);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        trail.append(12, 1_024);
        List<TrailFiles.Full> full = new TrailFiles(trail.file()).full();
        assertThat(full).hasSizeGreaterThan(3);
        for (TrailFiles.Full each : full.subList(0, 3)) {
            Files.delete(each.path());
        }
        long oldest = full.get(3).first();
        assertThat(oldest).isGreaterThan(4);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        assertThat(receiver.seqs().subList(3, receiver.seqs().size())).isEqualTo(seqs(oldest, 15));
        assertThat(receiver.taken().stream().map(entry -> entry.at().trail()).distinct())
                .hasSize(1);
    }

    @Test
    void aTrailWhoseEndIsGoneIsShippedWhole() throws Exception {
        trail.append(5);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        List<String> lines = trail.lines();
        Files.writeString(trail.file(), lines.get(0) + "\n" + lines.get(1) + "\n");
        trail.append(1);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        assertThat(receiver.lines()).containsAll(trail.lines());
        assertThat(receiver.seqs()).endsWith(5L, 1L, 2L, 3L);
    }

    @Test
    void aCursorFromElsewhereInTheSameTrailIsFound() throws Exception {
        trail.append(6);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        Cursor cursor = CursorFile.of(trail.file(), "siem").read().orElseThrow();
        new CursorFile(trail.cursor())
                .write(new Cursor(cursor.trail(), cursor.last(), cursor.first(), 12));
        trail.append(1);
        try (Transfer transfer = transfer()) {
            run(transfer);
        }
        assertThat(receiver.seqs()).isEqualTo(seqs(1, 7));
    }

    @Test
    void aCursorThatCannotBeUnderstoodHasAllShippedAgain() throws Exception {
        trail.append(2);
        for (String broken : List.of("", "{", "[]", "{\"seq\":1,\"hash\":\"x\",\"trail\":\"y\"}")) {
            Files.writeString(trail.cursor(), broken);
            receiver = new Notebook();
            try (Transfer transfer = transfer(new Limits(3, 100_000), Shipping.Begin.NOW)) {
                run(transfer);
            }
            assertThat(receiver.seqs()).as(broken).containsExactly(1L, 2L);
        }
    }

    @Test
    void withoutATrailThereIsNothingToDo() throws Exception {
        try (Transfer transfer = transfer()) {
            assertThat(run(transfer).untilNews()).isTrue();
            trail.append(1);
            run(transfer);
        }
        assertThat(receiver.seqs()).containsExactly(1L);
    }

    @Test
    void aCursorThatCannotBeKeptStopsTheShipping() throws Exception {
        trail.append(4);
        Files.createDirectories(trail.cursor().resolve("in the way"));
        try (Transfer transfer = transfer()) {
            assertThat(run(transfer).untilNews()).isFalse();
            assertThat(run(transfer).untilNews()).isFalse();
        }
        assertThat(receiver.seqs().stream().distinct()).doesNotContain(4L);
    }
}
