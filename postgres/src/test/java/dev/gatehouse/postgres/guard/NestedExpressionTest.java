package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an expression of a policy may not hold, it may not hold inside of something else either. */
class NestedExpressionTest {

    private static final Catalog WHOLE = SalesCatalog.visible(GuardFixture.NEWEST);
    private static final Relation PEOPLE = WHOLE.relation("people").orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    upper(max(nm)) = 'A'                         | CONSTRUCT_REFUSED
                    coalesce(nm, upper(max(nm))) = 'A'           | CONSTRUCT_REFUSED
                    upper(string_agg(nm, '') OVER ()) = 'A'      | CONSTRUCT_REFUSED
                    upper(unnest(ARRAY[nm])) = 'A'               | CONSTRUCT_REFUSED
                    concat(upper(nothing)) = 'A'                 | COLUMN_UNAVAILABLE
                    concat(upper(orders.id)) = 'A'               | CONSTRUCT_REFUSED
                    CASE WHEN true THEN upper(max(nm)) END = 'A' | CONSTRUCT_REFUSED
                    ARRAY[upper(max(nm))] = ARRAY['A']           | CONSTRUCT_REFUSED
                    upper(pg_read_file(nm)) = 'A'                | FUNCTION_REFUSED
                    """)
    void isRefused(String text, Code code) {
        assertThatThrownBy(() -> GuardFixture.DIALECT.read(text, PEOPLE, WHOLE))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upper(concat(people.nm, id)) = 'A'",
                "upper((SELECT max(o.status) FROM sales.orders o)) = nm",
                "coalesce(EXISTS (SELECT FROM sales.orders o WHERE o.id = people.id), false)"
            })
    void isRead(String text) {
        assertThat(GuardFixture.DIALECT.read(text, PEOPLE, WHOLE).text()).isEqualTo(text);
    }
}
