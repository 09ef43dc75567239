package dev.gatehouse.core.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

    @ParameterizedTest
    @CsvSource({
        "SELECT 1, 0, 1, 1",
        "SELECT 1, 7, 1, 8",
        "SELECT 1, 99, 1, 9",
        "a|bc, 1, 1, 2",
        "a|bc, 2, 2, 1",
        "a|bc, 4, 2, 3",
        "||x, 2, 3, 1",
        "\uD83D\uDE00\uD83D\uDE00x, 4, 1, 3"
    })
    void countsLinesAndCharacters(String text, int offset, int line, int column) {
        String written = text.replace('|', '\n');
        assertThat(Place.at(written, offset)).isEqualTo(new Place(line, column));
    }
}
