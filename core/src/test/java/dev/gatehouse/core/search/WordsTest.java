package dev.gatehouse.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "customer_id, customer id",
        "customerId, customer id",
        "HTTPServerLog, http server log",
        "ORDER_ITEMS, order item",
        "addr2line, addr 2 line",
        "__a..b--c__, a b c",
        "'what was sold, and when', what was sold and when",
        "Größenübersicht, größenübersicht",
        "заказыКлиента, заказы клиента",
        "'%$', ''",
    })
    void areWhatStandsBetweenOtherCharactersAndHumps(String text, String words) {
        assertThat(Words.of(text, 10))
                .containsExactly(words.isEmpty() ? new String[0] : words.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "orders, order",
        "categories, category",
        "addresses, address",
        "address, address",
        "boxes, box",
        "branches, branch",
        "statuses, status",
        "status, status",
        "analysis, analysis",
        "prices, price",
        "houses, house",
        "gas, gas",
        "series, sery"
    })
    void areInTheSingular(String plural, String singular) {
        assertThat(Words.of(plural, 1)).containsExactly(singular);
    }

    @Test
    void areNoMoreThanWanted() {
        assertThat(Words.of("a_b_c_d", 2)).containsExactly("a", "b");
        assertThat(Words.of("x".repeat(65) + " y", 2)).containsExactly("y");
        char[] long_ = new char[100_000];
        Arrays.fill(long_, '_');
        assertThat(Words.of(new String(long_), 2)).isEmpty();
    }
}
