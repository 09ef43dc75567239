package dev.gatehouse.postgres.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where names end, and what places edits leave behind. */
class SourceTest {

    private static Source source(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Source(bytes, bytes);
    }

    /** The name ends where {@code ¦} stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "azAZ09_$¦-",
                "ü_ö¦ a",
                "a¦`b",
                "a¦{b",
                "a¦@",
                "a¦[",
                "a¦/",
                "a¦:",
                "a¦",
                "\"a\"\"b\"¦,\"",
                "\"a\"¦",
                "\"\"\"\"¦",
                "U&\"a\"¦",
                "u&\"a\" UESCAPE '!'¦ '",
                "U&\"a\"  uescape'!'¦",
                "U&\"a\"¦ uescap '!'",
                "U¦&",
                "U¦& \"a\"",
                "a . b¦.c",
                "a.\"b\"¦ ",
                "\"a\".\"b\"¦.",
                "a.b.c¦"
            })
    void aNameEndsWhereItEnds(String marked) {
        String name = marked.substring(0, marked.indexOf('¦'));
        int parts = 1 + (int) name.chars().filter(c -> c == '.').count();
        assertThat(source(marked.replace("¦", "")).endOfName(0, parts))
                .isEqualTo(name.getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".a",
                "\"",
                "\"a",
                "\"a\"\"",
                "U&\"a",
                "u&\"a\" UESCAPE '!",
                "U&\"a\" uescape_ '!'",
                " a"
            })
    void thatIsNoName(String text) {
        assertThat(source(text).endOfName(0, 1)).isEqualTo(-1);
        assertThat(source(text).endOfName(0, 2)).isEqualTo(-1);
        assertThat(source(text).endOfQualifier(0)).isEqualTo(-1);
    }

    @Test
    void aNameWithoutItsSecondPartIsNone() {
        assertThat(source("a").endOfName(0, 2)).isEqualTo(-1);
        assertThat(source("a.").endOfName(0, 2)).isEqualTo(-1);
        assertThat(source("a b").endOfName(0, 2)).isEqualTo(-1);
        assertThat(source("a.b").endOfName(0, 3)).isEqualTo(-1);
        assertThat(source("a,b").endOfName(0, 2)).isEqualTo(-1);
    }

    @Test
    void aQualifierEndsBehindItsDot() {
        assertThat(source("a.b").endOfQualifier(0)).isEqualTo(2);
        assertThat(source("x a \t\n\u000b\f\r. b").endOfQualifier(2)).isEqualTo(10);
        assertThat(source("a").endOfQualifier(0)).isEqualTo(-1);
        assertThat(source("a\u001f.").endOfQualifier(0)).isEqualTo(-1);
        assertThat(source("a\b.").endOfQualifier(0)).isEqualTo(-1);
        assertThat(source("a\u000e.").endOfQualifier(0)).isEqualTo(-1);
    }

    @Test
    void aStarBelongsToTheNameBeforeIt() {
        assertThat(source("a *b").endOfStar(1)).isEqualTo(3);
        assertThat(source("a b*").endOfStar(1)).isEqualTo(1);
        assertThat(source("a").endOfStar(1)).isEqualTo(1);
    }

    @Test
    void findsTheWordBefore() {
        assertThat(source("TaBlE\n a").startOfWordBefore(7, "table")).isZero();
        assertThat(source("(table a").startOfWordBefore(7, "table")).isEqualTo(1);
        assertThat(source("tabla a").startOfWordBefore(6, "table")).isEqualTo(-1);
        assertThat(source("able a").startOfWordBefore(5, "table")).isEqualTo(-1);
        assertThat(source("  a").startOfWordBefore(2, "table")).isEqualTo(-1);
    }

    @Test
    void findsTheFirstOfTheParenthesesBefore() {
        assertThat(source("((a").startOfParentheses(2)).isZero();
        assertThat(source("f ( (\ta").startOfParentheses(6)).isEqualTo(2);
        assertThat(source("f a").startOfParentheses(2)).isEqualTo(2);
    }

    @Test
    void tellsPlacesInWhatTheCallerWrote() {
        byte[] original = "ä--b\nc".getBytes(UTF_8);
        byte[] blanked = "ä   \nc".getBytes(UTF_8);
        Source source = new Source(original, blanked);
        assertThat(source.place(2)).isEqualTo(new Place(1, 2));
        assertThat(source.place(6)).isEqualTo(new Place(2, 1));
        assertThat(source.place(0)).isEqualTo(new Place(1, 1));
        assertThat(source.place(99)).isEqualTo(new Place(2, 2));
        assertThat(source.place(-1)).isEqualTo(Place.UNKNOWN);
    }

    @Test
    void whatIsSplicedInIsNotTheCallers() {
        Splice splice = new Splice();
        splice.replace(8, 8, "yy");
        splice.replace(3, 5, "xxxx");
        Splice.Spliced spliced = splice.of(source("äbcdef\nh"), 2, 9);
        assertThat(spliced.text()).isEqualTo("bxxxxef\nyyh");
        boolean[] written = new boolean[spliced.text().length()];
        int[] columns = new int[written.length];
        for (int at = 0; at < written.length; at++) {
            written[at] = spliced.isWritten(at);
            columns[at] = spliced.placeOf(at).column();
        }
        assertThat(written)
                .containsExactly(
                        false, true, true, true, true, false, false, false, true, true, false);
        assertThat(columns).containsExactly(2, 3, 3, 3, 3, 5, 6, 7, 1, 1, 1);
        assertThat(spliced.placeOf(-1)).isEqualTo(new Place(1, 2));
        assertThat(spliced.placeOf(99)).isEqualTo(new Place(2, 2));
        assertThat(spliced.isWritten(-1)).isFalse();
    }

    @Test
    void editsThatOverlapOrLieOutsideAreNotMade() {
        assertThatThrownBy(() -> new Splice().replace(-1, 0, "")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new Splice().replace(2, 1, "")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> edited(0, 2, 1, 3)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> edited(0, 1, 3, 5)).isInstanceOf(Refused.class);
        assertThat(edited(0, 0, 0, 1)).isEqualTo("xybcd");
        assertThat(edited(0, 2, 2, 4)).isEqualTo("xy");
    }

    private static String edited(int from, int to, int nextFrom, int nextTo) {
        Splice splice = new Splice();
        splice.replace(from, to, "x");
        splice.replace(nextFrom, nextTo, "y");
        return splice.of(source("abcde"), 0, 4).text();
    }
}
