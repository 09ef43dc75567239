package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns of which tables a statement names. */
class ColumnUsesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT id FROM people                                  | {sales.people=[id]}
                    SELECT p.nm FROM people p WHERE p.id = 1               | {sales.people=[id, nm]}
                    SELECT * FROM people                                   | {sales.people=[id, nm]}
                    SELECT p.* FROM people p, orders o                     | {sales.orders=[], sales.people=[id, nm]}
                    TABLE people                                           | {sales.people=[id, nm]}
                    SELECT p FROM people p                                 | {sales.people=[id, nm]}
                    SELECT count(*) FROM people                            | {sales.people=[]}
                    SELECT nm, total FROM people, orders                   | {sales.orders=[total], sales.people=[nm]}
                    SELECT 1 FROM people JOIN managers USING (id)          | {sales.managers=[id], sales.people=[id]}
                    SELECT (SELECT max(lvl) FROM managers WHERE nm = p.nm) FROM people p | {sales.managers=[lvl, nm], sales.people=[nm]}
                    SELECT sales.people.nm FROM sales.people               | {sales.people=[nm]}
                    WITH people AS (SELECT id FROM orders) SELECT nm FROM people | {sales.orders=[id]}
                    SELECT x FROM (SELECT nm AS x FROM people) s           | {sales.people=[nm]}
                    SELECT ctid FROM people                                | {sales.people=[]}
                    SELECT (p).nm FROM people p                            | {sales.people=[id, nm]}
                    """)
    void namesThem(String sql, String columns) {
        assertThat(GuardFixture.analyse(sql).columns()).hasToString(columns);
    }
}
