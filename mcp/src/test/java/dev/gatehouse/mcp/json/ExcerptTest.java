package dev.gatehouse.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void leavesShortTextAsItIs() {
        assertThat(Excerpt.of("caf\u00e9 \ud83d\ude00", 6)).isEqualTo("caf\u00e9 \ud83d\ude00");
    }

    @Test
    void cutsBetweenCharactersAndNeverInsideOne() {
        assertThat(Excerpt.of("\ud83d\ude00\ud83d\ude00\ud83d\ude00", 2))
                .isEqualTo("\ud83d\ude00\ud83d\ude00...");
    }

    @Test
    void replacesControlCharactersAndHalfCharacters() {
        assertThat(Excerpt.of("a\u001b[31m\n\ud800b", 20)).isEqualTo("a\ufffd[31m\ufffd\ufffdb");
    }
}
