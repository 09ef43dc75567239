package dev.gatehouse.core.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> NAMES = List.of("orders", "order_items", "customers", "id");

    @ParameterizedTest
    @CsvSource({
        "order, orders",
        "Orders, orders",
        "oders, orders",
        "orderitems, order_items",
        "costumers, customers",
        "ix, id",
        "payments, ''",
        "x, ''"
    })
    void findsWhatWasMeant(String written, String meant) {
        assertThat(Nearest.to(written, NAMES).orElse("")).isEqualTo(meant);
    }
}
