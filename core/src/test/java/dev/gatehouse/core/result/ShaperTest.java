package dev.gatehouse.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Limits;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShaperTest {

    private static final Limits LIMITS = new Limits(3, 20, 8, Duration.ofSeconds(1), 1000);

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
        Answer.Table table = shape("abcdefg\u00fc\u20ac");
        assertThat(table.rows()).containsExactly(List.of(new Value.Cut("abcdefg", 12)));
        assertThat(table.cellsCut()).isTrue();
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

    private static final class Fixed implements Rows {

        private final Iterator<String> values;
        private String current = "";
        private int read;

        Fixed(String... values) {
            this.values = List.of(values).iterator();
        }

        @Override
        public List<ResultColumn> columns() {
            return List.of(new ResultColumn("v", "text"));
        }

        @Override
        public boolean next() {
            read++;
            boolean more = values.hasNext();
            current = more ? values.next() : "";
            return more;
        }

        @Override
        public List<Value> row() {
            return List.of(new Value.Text(current));
        }

        @Override
        public void close() {}
    }
}
