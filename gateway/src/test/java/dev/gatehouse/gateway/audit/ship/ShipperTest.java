package dev.gatehouse.gateway.audit.ship;

import static dev.gatehouse.gateway.audit.ship.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.audit.AuditFile;
import dev.gatehouse.gateway.audit.AuditRecords;
import dev.gatehouse.gateway.audit.ship.HttpSink.Answer;
import dev.gatehouse.gateway.audit.trail.TrailFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shippers at work beside those who write the trail. */
@Timeout(120)
class ShipperTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir private Path folder;
    private Trail trail = new Trail(Path.of(""));

    @BeforeEach
    void begin() {
        trail = Trail.in(folder);
    }

    private static HttpReceiver http(URI address) {
        return HttpReceiver.ocsf(
                new HttpReceiver.Target(address, Map::of, false, Optional.empty()),
                true,
                "1",
                InstantSource.system());
    }

    private static boolean isThere(Shipper shipper) {
        return shipper.behind().filter(it -> it.records() == 0).isPresent();
    }

    /** What tells the records that arrived from all others, in their order, by their numbers. */
    private static Map<Long, String> arrived(HttpSink sink) {
        Map<Long, String> arrived = new LinkedHashMap<>();
        for (HttpSink.Request request : sink.requests()) {
            request.body()
                    .lines()
                    .map(JSON::readTree)
                    .map(event -> event.path("metadata"))
                    .forEach(it -> keep(arrived, it));
        }
        return arrived;
    }

    /** A record that arrives again is the same. */
    private static void keep(Map<Long, String> arrived, JsonNode metadata) {
        String uid = metadata.path("uid").asString();
        String before = arrived.putIfAbsent(metadata.path("sequence").asLong(), uid);
        assertThat(before).isIn(null, uid);
    }

    /** Expects the records of the trail, each of them, and in their order; how many they are. */
    private int assertHasAll(HttpSink sink) throws Exception {
        Map<Long, String> arrived = arrived(sink);
        assertThat(arrived.values()).containsExactlyElementsOf(trail.hashes());
        assertThat(arrived.keySet())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, arrived.size()).boxed().toList());
        return arrived.size();
    }

    @Test
    void recordsArriveAsTheyAreWrittenAndTheLastOnesBeforeTheEnd() throws Exception {
        var receiver = new Notebook();
        try (AuditFile open = trail.open(Long.MAX_VALUE);
                Shipper shipper = Shipper.start(slowly(Duration.ofMinutes(1)), receiver)) {
            open.whenGrown(shipper::hasGrown);
            for (int i = 1; i <= 3; i++) {
                open.append(AuditRecords.of("r" + i));
                long expected = i;
                eventually(() -> receiver.seqs().size() == expected);
            }
            open.append(AuditRecords.of("last"));
        }
        assertThat(receiver.lines()).isEqualTo(trail.lines()).hasSize(4);
    }

    /** Looks at the trail only when it is told to. */
    private Shipping slowly(Duration look) {
        Timing quick = Trail.QUICK;
        return new Shipping(
                "siem",
                trail.file(),
                Shipping.Begin.START,
                new Limits(500, 1 << 20),
                new Timing(
                        look,
                        quick.gather(),
                        quick.confirm(),
                        quick.pause(),
                        quick.longest(),
                        quick.farewell()),
                InstantSource.system(),
                new Random(1));
    }

    @Test
    void whatOthersWriteIsFoundByLookingNowAndThen() throws Exception {
        var receiver = new Notebook();
        try (Shipper shipper = Shipper.start(trail.shipping(), receiver)) {
            assertThat(shipper.name()).isEqualTo("siem");
            trail.append(5);
            eventually(() -> receiver.seqs().size() == 5);
        }
    }

    /** An hour of a receiver that is down, with twenty thousand records, files and a torn line. */
    @Test
    void aReceiverThatWasAwayForLongCatchesUpWithEverything() throws Exception {
        int port;
        try (HttpSink sink = HttpSink.plain(0)) {
            port = sink.port();
        }
        trail.append(10_000, 512 * 1024);
        trail.tear("{\"torn\"");
        trail.append(10_000, 512 * 1024);
        assertThat(new TrailFiles(trail.file()).full()).hasSizeGreaterThan(5);
        int all = trail.lines().size();
        URI address = URI.create("http://127.0.0.1:" + port + "/");
        try (Shipper shipper = Shipper.start(trail.shipping(), http(address))) {
            eventually(() -> shipper.behind().filter(it -> it.records() == all).isPresent());
            assertThat(shipper.behind().orElseThrow().age())
                    .isGreaterThan(Duration.between(OLDEST, Instant.now()).minusMinutes(1));
            try (HttpSink sink = HttpSink.plain(port)) {
                var count = new AtomicInteger();
                sink.answering(_ -> Answer.of(count.incrementAndGet() % 9 == 4 ? 503 : 200));
                eventually(() -> isThere(shipper));
                assertThat(shipper.behind().orElseThrow().age()).isZero();
                assertThat(assertHasAll(sink)).isEqualTo(20_001);
            }
        }
    }

    /** When records of this test were asked for. */
    private static final Instant OLDEST = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void aReceiverThatHangsSlowsNoWriter() throws Exception {
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var receiver = new Notebook();
        receiver.answering(
                _ -> {
                    asked.countDown();
                    awaitQuietly(goOn);
                    return new Receiver.Taken(0);
                });
        try (AuditFile open = trail.open(Long.MAX_VALUE);
                Shipper shipper = Shipper.start(trail.shipping(), receiver)) {
            open.whenGrown(shipper::hasGrown);
            open.append(AuditRecords.of("first"));
            asked.await();
            for (int i = 0; i < 2_000; i++) {
                open.append(AuditRecords.of("r" + i));
            }
            assertThat(receiver.batches()).hasSize(1);
            assertThat(shipper.behind().orElseThrow().records()).isEqualTo(2_001);
            goOn.countDown();
            eventually(() -> isThere(shipper));
        }
        assertThat(receiver.lines()).isEqualTo(trail.lines());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void ofTwoOneShipsAndTheOtherGoesOnAfterIt() throws Exception {
        var first = new Notebook();
        var second = new Notebook();
        trail.append(3);
        Shipper one = Shipper.start(trail.shipping(), first);
        eventually(() -> isThere(one));
        try (Shipper two = Shipper.start(trail.shipping(), second)) {
            trail.append(2);
            eventually(() -> isThere(one));
            assertThat(two.behind()).isEmpty();
            one.close();
            trail.append(4);
            eventually(() -> isThere(two));
        }
        assertThat(first.seqs()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(second.seqs()).containsExactly(6L, 7L, 8L, 9L);
    }

    @Test
    void eachReceiverHasACursorOfItsOwn() throws Exception {
        var first = new Notebook();
        var second = new Notebook();
        second.answering(_ -> new Receiver.Away("away", Duration.ZERO));
        trail.append(3);
        try (Shipper one = Shipper.start(trail.shipping(), first);
                Shipper two =
                        Shipper.start(trail.shipping("other", new Limits(2, 4_096)), second)) {
            eventually(() -> isThere(one));
            eventually(() -> two.behind().filter(it -> it.records() == 3).isPresent());
            second.answering(_ -> new Receiver.Taken(0));
            eventually(() -> isThere(two));
        }
        assertThat(second.lines()).isEqualTo(first.lines()).isEqualTo(trail.lines());
    }

    @Test
    void aFaultIsTriedAgain() throws Exception {
        var receiver = new Notebook();
        var count = new AtomicInteger();
        receiver.answering(
                _ -> {
                    if (count.getAndIncrement() < 2) {
                        throw new IllegalStateException("planted");
                    }
                    return new Receiver.Taken(0);
                });
        trail.append(2);
        try (Shipper shipper = Shipper.start(trail.shipping(), receiver)) {
            eventually(() -> isThere(shipper));
        }
        assertThat(receiver.seqs()).containsExactly(1L, 2L);
        assertThat(receiver.resets()).isEqualTo(2);
    }

    /** Each is killed while it writes and ships; what is left is shipped by the one after it. */
    @Test
    void processesThatAreKilledLeaveNothingOut() throws Exception {
        try (HttpSink sink = HttpSink.plain(0);
                ShippingProcess one =
                        ShippingProcess.start(trail.file(), "one", sink.address("/"));
                ShippingProcess two =
                        ShippingProcess.start(trail.file(), "two", sink.address("/"))) {
            two.awaitRecords(200);
            one.awaitRecords(200);
            eventually(() -> sink.requests().size() > 5);
            one.kill();
            int before = sink.requests().size();
            two.awaitRecords(200);
            eventually(() -> sink.requests().size() > before + 5);
            two.kill();
            trail.append(1);
            try (Shipper shipper = Shipper.start(trail.shipping(), http(sink.address("/")))) {
                eventually(() -> isThere(shipper));
            }
            assertThat(assertHasAll(sink)).isGreaterThan(600);
        }
    }
}
