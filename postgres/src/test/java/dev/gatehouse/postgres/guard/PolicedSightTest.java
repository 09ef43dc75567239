package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.SafeSql;
import org.junit.jupiter.api.Test;

/** What stands for a table under policies, word for word; what it yields is tested elsewhere. */
class PolicedSightTest {

    private static final PolicedShop SHOP = new PolicedShop(GuardFixture.NEWEST);

    private static String guarded(Caller caller, String table) {
        String sql = "SELECT * FROM " + table;
        Analysis analysis = GuardFixture.DIALECT.analyse(sql, SHOP.visible(caller));
        Decision decision = SHOP.policy().decide(caller, PolicedShop.DATABASE, analysis);
        Decision.Permit permit = (Decision.Permit) decision;
        return analysis.guard(permit.obligations(), new Purpose.Fetch(7)).text();
    }

    private static String framed(String sight, String table) {
        return "SELECT * FROM (SELECT * FROM (%s) AS \"%s\") AS \"_q\" LIMIT 7"
                .formatted(sight, table);
    }

    @Test
    void aRoleSeesItsMasksAndItsRows() {
        assertThat(guarded(PolicedShop.ANALYST, "order_items"))
                .isEqualTo(
                        framed(
                                "SELECT \"order_id\", \"line\", CAST((upper(sku) ||  '''; --' ) AS"
                                        + " \"pg_catalog\".\"text\") AS \"sku\", \"qty\", CAST(NULL AS"
                                        + " \"pg_catalog\".\"float8\") AS \"price\" FROM"
                                        + " \"sales\".\"order_items\" WHERE (order_id IN (SELECT v.id"
                                        + " FROM sales.vault_zq AS v))",
                                "order_items"));
    }

    @Test
    void severalRolesSeeMoreOfTheRowsThatTheyBothSee() {
        assertThat(guarded(PolicedShop.BOTH, "orders"))
                .isEqualTo(
                        framed(
                                "SELECT \"id\", \"customer_id\", \"total\", \"status\","
                                        + " \"tenant_id\", \"created_at\", CASE WHEN (tenant_id = ANY ("
                                        + " '{\"1\",\"a\\\"b\\\\\"}' )) THEN \"meta\" ELSE CAST(NULL AS"
                                        + " \"pg_catalog\".\"jsonb\") END AS \"meta\" FROM"
                                        + " \"sales\".\"orders\"",
                                "orders"));
    }

    @Test
    void whatRolesMaskDifferentlyIsOfOneType() {
        assertThat(guarded(PolicedShop.BOTH, "customers"))
                .contains(
                        "CASE WHEN (country = 'DE'                    ) THEN CAST((left(email, 3))"
                                + " AS \"pg_catalog\".\"varchar\"(80)) WHEN (tenant_id =  (-1) )"
                                + " THEN ",
                        "CASE WHEN (country = 'DE'                    ) THEN \"name\" WHEN"
                                + " (tenant_id =  (-1) ) THEN CASE",
                        "CASE WHEN (tenant_id =  (-1) ) THEN \"pg_catalog\".\"encode\"(",
                        " ELSE CAST(NULL AS \"pg_catalog\".\"text\") END AS \"ssn\"",
                        " FROM \"sales\".\"customers\" WHERE (country = 'DE'                    )"
                                + " OR (tenant_id =  (-1) )")
                .doesNotContain(PolicedShop.HIDDEN);
    }

    @Test
    void theDatabasesWordOnAnExpressionHasItsPlaceInIt() {
        SafeSql probe = probe("id\n= nm");
        int at = probe.text().indexOf("id\n");
        assertThat(probe.placeOf(at)).isEqualTo(new Place(1, 1));
        assertThat(probe.placeOf(at + 3)).isEqualTo(new Place(2, 1));
        assertThat(probe.placeOf(at + "id\n= nm".length())).isEqualTo(new Place(2, 5));
        assertThat(probe.placeOf(at + "id\n= nm".length() + 1)).isEqualTo(Place.UNKNOWN);
        assertThat(probe.placeOf(at - 1)).isEqualTo(Place.UNKNOWN);
        assertThat(probe.isWritten(at)).isFalse();
    }

    @Test
    void theWordOnAnExpressionWithAttributesHasItsPlaceToo() {
        SafeSql probe = probe("id = :caller.id OR nm");
        String text = probe.text();
        assertThat(probe.placeOf(text.indexOf("id = "))).isEqualTo(new Place(1, 1));
        assertThat(probe.placeOf(text.indexOf("NULL"))).isEqualTo(Place.UNKNOWN);
        assertThat(probe.placeOf(text.indexOf("nm)"))).isEqualTo(new Place(1, 20));
    }

    private static SafeSql probe(String text) {
        PolicyExpression expression =
                GuardFixture.DIALECT.read(
                        text, SHOP.whole().relation("people").orElseThrow(), SHOP.whole());
        return GuardFixture.DIALECT.probe(expression);
    }
}
