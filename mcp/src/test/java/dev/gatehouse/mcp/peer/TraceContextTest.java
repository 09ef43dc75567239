package dev.gatehouse.mcp.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String GOOD = "00-" + TRACE + "-" + PARENT + "-01";

    @Test
    void aTraceIsReadAsItIsWritten() {
        assertThat(TraceContext.of(GOOD, " rojo=00f067aa0ba902b7 ,\tcongo=t61rcWkgMzE,,1a@b=x y"))
                .isEqualTo(
                        new TraceContext(
                                TRACE,
                                PARENT,
                                true,
                                "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE,1a@b=x y"));
    }

    @Test
    @Timeout(5)
    void aLongStateTakesNoTime() {
        String spaces = "a=" + " ".repeat(1_000_000) + "b";
        assertThat(TraceContext.of(GOOD, spaces).state()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "fe"})
    void onlyTheLowestBitSaysThatItIsSampled(String flags) {
        String start = "00-" + TRACE + "-" + PARENT + "-";
        assertThat(TraceContext.of(start + flags, "").sampled()).isFalse();
        assertThat(TraceContext.of(start + "03", "").sampled()).isTrue();
    }

    @Test
    void aLaterVersionMaySayMore() {
        String later = "cc" + GOOD.substring(2);
        assertThat(TraceContext.of(later + "-what the future has", ""))
                .isEqualTo(TraceContext.of(GOOD, ""));
        assertThat(TraceContext.of(later + "more", "")).isEqualTo(TraceContext.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE + "-" + PARENT,
                "00-" + TRACE + "-" + PARENT + "-01-more",
                "00-" + TRACE + "-" + PARENT + "-1",
                "00-" + TRACE + "-" + PARENT + "-01\n",
                " 00-" + TRACE + "-" + PARENT + "-01",
                "ff-" + TRACE + "-" + PARENT + "-01",
                "00-00000000000000000000000000000000-" + PARENT + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + PARENT + "-01",
                "00-" + TRACE + "-" + PARENT + "-0g",
                "00_" + TRACE + "_" + PARENT + "_01",
                "٠٠-" + TRACE + "-" + PARENT + "-01"
            })
    void whatIsNotOfTheFormIsNoTrace(String parent) {
        assertThat(TraceContext.of(parent, "a=b")).isEqualTo(TraceContext.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"novalue", "a=", "a=b=c", "A=b", "a=b,a=c", "a=é", "a=b\0", "@a=b", "a@1=b"})
    void aStateThatIsNotOfTheFormIsLeftOutAndTheTraceIsKept(String state) {
        TraceContext read = TraceContext.of(GOOD, state);
        assertThat(read.traceId()).isEqualTo(TRACE);
        assertThat(read.state()).isEmpty();
    }

    @Test
    void aStateHasItsLimits() {
        String many =
                IntStream.range(0, 33)
                        .mapToObj(i -> "k" + i + "=v")
                        .collect(Collectors.joining(","));
        String two = "a=" + "b".repeat(255) + ",c=" + "d".repeat(255);
        assertThat(TraceContext.of(GOOD, many).state()).isEmpty();
        assertThat(TraceContext.of(GOOD, "a=" + "b".repeat(256)).state()).hasSize(258);
        assertThat(TraceContext.of(GOOD, "a=" + "b".repeat(257)).state()).isEmpty();
        assertThat(TraceContext.of(GOOD, two).state()).isEmpty();
    }

    /** Whatever comes, what is passed on is of the form, or nothing. */
    @Test
    void noTextMakesAnythingElse() {
        Pattern id = Pattern.compile("[0-9a-f]{32}|");
        Pattern state = Pattern.compile("[ -~]*");
        Random chance = new Random(414);
        for (int i = 0; i < 5_000; i++) {
            TraceContext read =
                    TraceContext.of(mutated(GOOD, chance), mutated("a=b,c@d=e", chance));
            assertThat(read.traceId()).matches(id).isNotEqualTo("0".repeat(32));
            assertThat(read.isKnown()).isEqualTo(!read.parentId().isEmpty());
            assertThat(read.state()).matches(state);
        }
    }

    private static String mutated(String text, Random chance) {
        StringBuilder changed = new StringBuilder(text);
        for (int n = chance.nextInt(4); n > 0; n--) {
            int at = chance.nextInt(changed.length());
            switch (chance.nextInt(3)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, (char) chance.nextInt(256));
                default -> changed.setCharAt(at, (char) chance.nextInt(128));
            }
        }
        return changed.toString();
    }
}
