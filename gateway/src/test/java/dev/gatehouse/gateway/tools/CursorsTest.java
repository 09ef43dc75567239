package dev.gatehouse.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.OpenResult;
import dev.gatehouse.core.ask.Position;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Handles of cursors: whose they are, how long they are good, and how many there are. */
class CursorsTest {

    private static final Caller ALICE = caller("alice", "analyst");

    private Instant now = Instant.EPOCH;
    private final Cursors cursors = new Cursors(new SecureRandom(), () -> now);

    private static Caller caller(String id, String role) {
        return new Caller(id, List.of(role), Map.of(), Confines.ALL);
    }

    private static Cursors.Cursor at(int row) {
        return at(row, "SELECT 1");
    }

    private static Cursors.Cursor at(int row, String sql) {
        return new Cursors.Cursor("shop", sql, Limits.NONE, new Position(row, OpenResult.NONE));
    }

    @Test
    void aHandleLeadsItsCallerBackAsOftenAsItLikes() {
        String handle = cursors.mint(ALICE, at(10));
        assertThat(handle).matches("[A-Za-z0-9_-]{16}");
        assertThat(cursors.find(ALICE, handle)).contains(at(10));
        assertThat(cursors.find(ALICE, handle)).contains(at(10));
    }

    @Test
    void nobodyElseHasIt() {
        String handle = cursors.mint(ALICE, at(10));
        assertThat(cursors.find(caller("bob", "analyst"), handle)).isEmpty();
        assertThat(cursors.find(caller("alice", "admin"), handle)).isEmpty();
        assertThat(cursors.find(ALICE, handle.toUpperCase(java.util.Locale.ROOT))).isEmpty();
        assertThat(cursors.find(ALICE, "")).isEmpty();
    }

    @Test
    void aHandleIsGoodForTenMinutes() {
        String handle = cursors.mint(ALICE, at(10));
        now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(cursors.find(ALICE, handle)).isPresent();
        now = now.plusMillis(1);
        assertThat(cursors.find(ALICE, handle)).isEmpty();
        cursors.mint(caller("bob", "analyst"), at(1));
        assertThat(cursors.size()).isEqualTo(1);
    }

    @Test
    void ofTenThousandHandlesTheLatestOfEachCallerAreKept() {
        Caller bob = caller("bob", "analyst");
        String other = cursors.mint(bob, at(1));
        List<String> handles =
                IntStream.rangeClosed(1, 10_000)
                        .mapToObj(row -> cursors.mint(ALICE, at(row)))
                        .toList();
        assertThat(handles).doesNotHaveDuplicates();
        assertThat(cursors.size()).isEqualTo(501);
        assertThat(cursors.find(ALICE, handles.get(9_499))).isEmpty();
        assertThat(cursors.find(ALICE, handles.get(9_500))).contains(at(9_501));
        assertThat(cursors.find(bob, other)).isPresent();
    }

    @Test
    void manyCallersTogetherHaveTwoThousand() {
        IntStream.range(0, 10_000)
                .forEach(each -> cursors.mint(caller("c" + each, "analyst"), at(1)));
        assertThat(cursors.size()).isEqualTo(2_000);
    }

    @Test
    void longTextsAreFewer() {
        String text = "x".repeat(64 << 10);
        IntStream.range(0, 100).forEach(row -> cursors.mint(ALICE, at(row, text)));
        assertThat(cursors.size()).isEqualTo(8);
        IntStream.range(0, 100)
                .forEach(each -> cursors.mint(caller("c" + each, "analyst"), at(1, text)));
        assertThat(cursors.size()).isEqualTo(64);
    }

    @Test
    void manyAtOnceDoNotDisturbEachOther() throws Exception {
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> found = new ArrayList<>();
            for (int each = 0; each < 1_000; each++) {
                Caller caller = caller("c" + each % 50, "analyst");
                int row = each;
                found.add(
                        many.submit(
                                () ->
                                        cursors.find(caller, cursors.mint(caller, at(row)))
                                                .orElseThrow()
                                                .equals(at(row))));
            }
            for (Future<Boolean> each : found) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(cursors.size()).isEqualTo(1_000);
    }
}
