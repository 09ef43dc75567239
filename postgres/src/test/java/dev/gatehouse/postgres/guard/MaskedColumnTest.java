package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is written for a column under each mask, and of which type that is, word for word; what it
 * yields is tested on a real database. {@code -Dgatehouse.update=true} writes the file anew.
 */
class MaskedColumnTest {

    private static final Path FILE = Path.of("src/test/resources/golden/masks.txt");

    private static final List<String> TYPES =
            List.of(
                    "text",
                    "character varying(63)",
                    "character varying(64)",
                    "character(10)",
                    "character",
                    "smallint",
                    "integer",
                    "bigint",
                    "numeric",
                    "numeric(10,2)",
                    "real",
                    "double precision",
                    "boolean",
                    "date",
                    "timestamp without time zone",
                    "timestamp(3) with time zone",
                    "time without time zone",
                    "uuid",
                    "bytea",
                    "integer[]",
                    "lab.\"Mo od\"",
                    "interval day to second(3)");

    private static final List<Mask.BuiltIn> MASKS =
            List.of(
                    new Mask.Fixed("it's"),
                    new Mask.Fixed("-12"),
                    new Mask.Fixed("2024-02-28"),
                    new Mask.Nothing(),
                    new Mask.Hash(new HashKey("a key of 16 byte".getBytes(StandardCharsets.UTF_8))),
                    new Mask.Partial(2, 1),
                    new Mask.Email(),
                    new Mask.Truncated(Mask.Unit.MONTH),
                    new Mask.Truncated(Mask.Unit.DAY),
                    new Mask.Rounded(new BigDecimal("0.50")));

    @Test
    void writesWhatItWrote() throws IOException {
        String now =
                TYPES.stream()
                        .flatMap(type -> MASKS.stream().map(mask -> written(type, mask)))
                        .collect(Collectors.joining("\n\n", "", "\n"));
        if (Boolean.getBoolean("gatehouse.update")) {
            Files.writeString(FILE, now);
        } else {
            assertThat(now).isEqualTo(Files.readString(FILE));
        }
    }

    private static String written(String type, Mask.BuiltIn mask) {
        String what = type + ", " + mask.words();
        try {
            String masked = GuardFixture.DIALECT.masked(mask, type);
            return what + "\n=> " + masked + "\n" + Masks.of(mask, "c", type).text();
        } catch (Refused refused) {
            return what + "\n=> " + refused.refusal().message();
        }
    }

    /** RFC 2104: a longer key is hashed first, one of a block's length is not. */
    @Test
    void aKeyLongerThanABlockIsShortened() {
        assertThat(hashed(64)).contains("\\x" + "57".repeat(64), "\\x" + "3d".repeat(64));
        assertThat(hashed(65)).doesNotContain("5757").contains("36".repeat(32), "5c".repeat(32));
    }

    private static String hashed(int length) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) 'a');
        return Masks.of(new Mask.Hash(new HashKey(key)), "c", "text").text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text                  | text                  | true
                    character varying(3)  | text                  | true
                    text                  | character(7)          | true
                    integer               | bigint                | true
                    numeric(3,1)          | double precision      | true
                    real                  | smallint              | true
                    integer               | text                  | false
                    text                  | integer               | false
                    boolean               | boolean               | true
                    boolean               | integer               | false
                    date                  | timestamp             | false
                    integer[]             | integer               | false
                    lab.mood              | lab.mood              | true
                    lab.mood              | lab.grade             | false
                    interval day          | interval day          | true
                    interval day          | interval hour         | false
                    interval day          | text                  | false
                    """)
    void knowsWhatFitsWhere(String type, String expected, boolean fits) {
        assertThat(GuardFixture.DIALECT.fits(type, expected)).isEqualTo(fits);
    }

    @Test
    void unitesTypes() {
        assertThat(united("date")).isEqualTo("date");
        assertThat(united("numeric(10,2)", "numeric")).isEqualTo("numeric");
        assertThat(united("integer", "numeric")).isEqualTo("text");
        assertThat(united("interval day", "numeric")).isEqualTo("text");
        assertThat(united("text", "date")).isEqualTo("text");
    }

    private static String united(String... types) {
        return GuardFixture.DIALECT.united(Set.of(types));
    }
}
