package dev.gatehouse.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "999, 999",
        "1000, 1k",
        "1234, 1.2k",
        "5000, 5k",
        "9949, 9.9k",
        "12345, 12k",
        "999499, 999k",
        "999500, 1M",
        "1234567, 1.2M",
        "4000000000, 4G",
        "9223372036854775807, 9.2E"
    })
    void numbersAreShort(long number, String words) {
        assertThat(Excerpt.number(number)).isEqualTo(words);
    }

    @Test
    void aLongTextIsCutAndSaysSo() {
        assertThat(Excerpt.cut("abc", 3)).isEqualTo("abc");
        assertThat(Excerpt.cut("abcd", 3)).isEqualTo("abc...");
        assertThat(Excerpt.cut("ab\uD83D\uDE00", 3)).isEqualTo("ab...");
    }

    @Test
    void aLineIsOne() {
        assertThat(Excerpt.line(" a\n  b\r\nc ", 100)).isEqualTo("a b c");
        assertThat(Excerpt.line("", 100)).isEmpty();
    }
}
