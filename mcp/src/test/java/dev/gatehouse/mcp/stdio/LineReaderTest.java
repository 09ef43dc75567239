package dev.gatehouse.mcp.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static final int LONGEST = 100_000;

    @Test
    void cutsLinesOfEveryLengthUpToTheLimit() throws IOException {
        String longest = "x".repeat(LONGEST);

        assertThat(read("a\n\nbc\n" + longest + "\n" + longest + "d\nlast"))
                .containsExactly("a", "", "bc", longest, "TOO LONG", "last");
    }

    @Test
    void findsNoLineAfterTheLastLineEnd() throws IOException {
        assertThat(read("a\n")).containsExactly("a");
        assertThat(read("")).isEmpty();
    }

    @Test
    void saysThatALastLineWithoutEndIsTooLong() throws IOException {
        assertThat(read("x".repeat(LONGEST + 1))).containsExactly("TOO LONG");
    }

    private static List<String> read(String text) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), LONGEST);
        List<String> lines = new ArrayList<>();
        while (true) {
            switch (reader.read()) {
                case Line.Text(byte[] bytes) -> lines.add(new String(bytes, UTF_8));
                case Line.TooLong _ -> lines.add("TOO LONG");
                case Line.End _ -> {
                    return lines;
                }
            }
        }
    }
}
