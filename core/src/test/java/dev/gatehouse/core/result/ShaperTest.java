package dev.gatehouse.core.result;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Limits;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShaperTest {

    private static final Limits LIMITS = new Limits(3, 20, 8, Duration.ofSeconds(1), 1000);

    private static final Limits ROOMY = new Limits(3, 100, 8, Duration.ofSeconds(1), 1000);

    @Test
    void keepsWhatFits() {
        Answer.Table table = shape("a", "b", "c");
        assertThat(table.rows()).hasSize(3);
        assertThat(table.truncation()).isEqualTo(Truncation.NONE);
        assertThat(table.bytes()).isEqualTo(3);
    }

    @Test
    void cutsAtTheRowLimit() {
        Answer.Table table = shape("a", "b", "c", "d");
        assertThat(table.rows()).hasSize(3);
        assertThat(table.truncation()).isEqualTo(Truncation.ROWS);
        assertThat(table.limit()).isEqualTo(3);
    }

    @Test
    void cutsAtTheByteLimitBeforeTheRowThatWouldCrossIt() {
        Answer.Table table = shape("12345678", "12345678", "12345678");
        assertThat(table.rows()).hasSize(2);
        assertThat(table.truncation()).isEqualTo(Truncation.BYTES);
        assertThat(table.limit()).isEqualTo(20);
    }

    @Test
    void cutsALongValueBetweenCharactersAndSaysHowLongItWas() {
        Answer.Table table = shape(ROOMY, new Value.Text("abcdefg\u00fc\u20ac"));
        assertThat(table.rows()).containsExactly(List.of(new Value.Cut("abcdefg", 12)));
        assertThat(table.cellsCut()).isTrue();
        assertThat(table.truncation()).isEqualTo(Truncation.CELL);
        assertThat(table.limit()).isEqualTo(8);
        assertThat(table.bytes()).isEqualTo("abcdefg... (cut; 12 bytes in all)".length());
    }

    @Test
    void cutsBase64WhereItCanBeRead() {
        Limits nine = new Limits(3, 100, 9, Duration.ofSeconds(1), 1000);
        Answer.Table table = shape(nine, new Value.Binary("AAECAwQFBgcI"));
        assertThat(table.rows()).containsExactly(List.of(new Value.Cut("AAECAwQF", 12)));
    }

    @Test
    void cutsAnArrayAsText() {
        Value array = new Value.Array(nCopies(9, new Value.Whole(1)), ',');
        assertThat(shape(ROOMY, array).rows())
                .containsExactly(List.of(new Value.Cut("{1,1,1,1", 19)));
    }

    @Test
    void countsTheTextOfEachKindOfValue() {
        assertThat(new Value.Whole(-12).bytes()).isEqualTo(3);
        assertThat(new Value.Bool(true).bytes()).isEqualTo(4);
        assertThat(new Value.Text("\u20ac").bytes()).isEqualTo(3);
        Value array = new Value.Array(List.of(Value.Null.NULL, new Value.Text("a b")), ',');
        assertThat(array.bytes()).isEqualTo("{NULL,\"a b\"}".length());
    }

    @Test
    void keepsWhatIsExactlyAsLongAsACellMayBe() {
        assertThat(shape(ROOMY, new Value.Text("12345678")).truncation())
                .isEqualTo(Truncation.NONE);
    }

    @Test
    void readsNoFurtherThanTheLimit() {
        Fixed rows = new Fixed("a", "b", "c", "d", "e", "f");
        Shaper.shape(rows, LIMITS);
        assertThat(rows.read).isEqualTo(4);
    }

    private static Answer.Table shape(String... values) {
        return Shaper.shape(new Fixed(values), LIMITS);
    }

    private static Answer.Table shape(Limits limits, Value... values) {
        return Shaper.shape(new Fixed(List.of(values)), limits);
    }

    private static final class Fixed implements Rows {

        private final Iterator<Value> values;
        private Value current = Value.Null.NULL;
        private int read;

        Fixed(String... texts) {
            this(Stream.of(texts).<Value>map(Value.Text::new).toList());
        }

        Fixed(List<Value> values) {
            this.values = values.iterator();
        }

        @Override
        public List<ResultColumn> columns() {
            return List.of(new ResultColumn("v", "text"));
        }

        @Override
        public boolean next() {
            read++;
            boolean more = values.hasNext();
            current = more ? values.next() : Value.Null.NULL;
            return more;
        }

        @Override
        public List<Value> row() {
            return List.of(current);
        }

        @Override
        public void close() {}
    }
}
