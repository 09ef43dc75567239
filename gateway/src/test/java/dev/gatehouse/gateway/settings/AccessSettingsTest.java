package dev.gatehouse.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.policy.FunctionPattern;
import dev.gatehouse.core.policy.Role;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.policy.TablePattern;
import dev.gatehouse.core.policy.TableRule;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessSettingsTest {

    private static final String SHOP = "databases: {shop: {url: 'postgres://db/shop'}}\n";

    @TempDir Path folder;

    private Sought written(String text) throws IOException {
        Files.writeString(folder.resolve("gatehouse.yaml"), SHOP + text);
        return Sought.in(folder);
    }

    private AccessSettings access(String text) throws IOException {
        return written(text).settings().access();
    }

    @Test
    void withoutAnythingSaidNothingIsWritten() throws IOException {
        assertThat(access("").isWritten()).isFalse();
    }

    @Test
    void readsThePolicyFileOfTheBridgeAsItStands() throws IOException {
        AccessSettings access =
                access(
                        """
                        policy:
                          allow_tables: [customers, sales.orders]
                          deny_tables: ["hr.*"]
                          tables:
                            customers:
                              allow_columns: [id, email]
                              mask_columns: {email: "****@****.com"}
                              deny_columns: [phone]
                              row_filter: "tenant_id = 1"
                          max_queries_per_hour: 100
                          max_rows_per_query: 50
                        """);
        Rules rules = access.policy().orElseThrow();
        assertThat(rules.allowed().orElseThrow())
                .containsExactly(pattern("customers"), pattern("sales.orders"));
        assertThat(rules.denied()).containsExactly(pattern("hr.*"));
        assertThat(rules.caps().rows()).isEqualTo(50);
        assertThat(rules.tables())
                .containsExactly(
                        new TableRule(
                                pattern("customers"),
                                Optional.of(Set.of("id", "email")),
                                Set.of("phone"),
                                Map.of("email", new Mask.Fixed("****@****.com")),
                                Optional.of("tenant_id = 1"),
                                "gatehouse.yaml:6:5"));
    }

    private static TablePattern pattern(String text) {
        return TablePattern.parse(text);
    }

    @Test
    void readsTheFunctionsThatAPolicyAllows() throws IOException {
        AccessSettings access =
                access(
                        """
                        policy:
                          functions: {allow: [app.fiscal_year, "lib.*", app.fiscal_year]}
                        """);
        assertThat(access.policy().orElseThrow().functions())
                .containsExactly(
                        FunctionPattern.parse("app.fiscal_year"), FunctionPattern.parse("lib.*"));
    }

    @Test
    void readsEveryMask() throws IOException {
        Files.writeString(folder.resolve("key"), "0123456789abcdef\n");
        AccessSettings access =
                access(
                        """
                        mask_key: ${file:key}
                        policy:
                          tables:
                            "sales.*":
                              mask_columns:
                                a: null
                                b: {hash: keyed}
                                c: {partial: {keep_last: 4}}
                                d: {email: keep_domain}
                                e: {date: quarter}
                                f: {round: 0.5}
                                g:
                                  sql: |
                                    left(g, 1) -- the first
                                      || '.'
                                h: {text: "null"}
                        """);
        HashKey key = new HashKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        assertThat(access.policy().orElseThrow().tables().getFirst().masks())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "a", new Mask.Nothing(),
                                "b", new Mask.Hash(key),
                                "c", new Mask.Partial(0, 4),
                                "d", new Mask.Email(),
                                "e", new Mask.Truncated(Mask.Unit.QUARTER),
                                "f", new Mask.Rounded(new BigDecimal("0.5")),
                                "g", new Mask.Sql("left(g, 1) -- the first\n  || '.'"),
                                "h", new Mask.Fixed("null")));
    }

    @Test
    void readsRolesAndTheLocalUser() throws IOException {
        AccessSettings access =
                access(
                        """
                        roles:
                          analyst: {databases: [shop], policy: sales}
                          owner: {}
                        policies:
                          sales: {deny_tables: [payments]}
                        identity:
                          local:
                            role: analyst
                            claims: {tenant: 1, name: "1", may: true, regions: [north, 2]}
                        """);
        assertThat(access.roles()).extracting(Role::name).containsExactly("analyst", "owner");
        assertThat(access.roles().getFirst().databases()).containsExactly("shop");
        assertThat(access.roles().getFirst().rules().denied()).containsExactly(pattern("payments"));
        assertThat(access.roles().getLast().rules().denied()).isEmpty();
        assertThat(access.localRoles()).containsExactly("analyst");
        assertThat(access.localClaims())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "tenant", new Attribute.Numeric(BigDecimal.ONE),
                                "name", new Attribute.Text("1"),
                                "may", new Attribute.Truth(true),
                                "regions",
                                        new Attribute.Many(
                                                List.of(
                                                        new Attribute.Text("north"),
                                                        new Attribute.Numeric(
                                                                BigDecimal.valueOf(2))))));
    }

    @Test
    void namesEverythingThatIsWrong() throws IOException {
        assertThat(
                        written(
                                        """
                                        mask_key: short
                                        roles:
                                          analyst: {databases: [shap], policy: sale}
                                        policies:
                                          sales:
                                            allow_tables: [a.b.c]
                                            tables:
                                              x.y.z: {}
                                              t:
                                                mask_columns:
                                                  a: {hash: key}
                                                  b: {hsah: keyed}
                                                  c: {partial: {keep: 1}}
                                                  d: {date: moon}
                                                  e: {round: 0}
                                                  f: [a]
                                                  g: {hash: keyed}
                                                row_fliter: x
                                        identity: {local: {role: analist}}
                                        """)
                                .problems())
                .containsExactly(
                        "gatehouse.yaml:2:11: error: the key is shorter than 16 bytes; use a long"
                                + " random one",
                        "gatehouse.yaml:2:11: warning: a password stands in this file; put it"
                                + " elsewhere, and write `${env:NAME}` or `${file:PATH}`",
                        "gatehouse.yaml:4:24: error: there is no database `shap`; did you mean"
                                + " `shop`?",
                        "gatehouse.yaml:4:40: error: there is no policy `sale`; did you mean"
                                + " `sales`?",
                        "gatehouse.yaml:7:20: error: `a.b.c` names no table: write schema.table,"
                                + " table or schema.*",
                        "gatehouse.yaml:9:14: error: `x.y.z` is no name; `schema.table`, `table` or"
                                + " `schema.*`",
                        "gatehouse.yaml:12:11: error: a keyed hash needs `mask_key`; write"
                                + " `mask_key: ${file:PATH}` at the top, with at least 16 random"
                                + " characters in the file",
                        "gatehouse.yaml:12:14: error: `key` is not known; there is: keyed",
                        "gatehouse.yaml:13:14: error: `hsah` is not known; there is: text, hash,"
                                + " partial, email, date, round, sql",
                        "gatehouse.yaml:14:14: error: `keep` is not known; there is: keep_first,"
                                + " keep_last",
                        "gatehouse.yaml:15:14: error: `moon` is not known; there is: hour, day,"
                                + " week, month, quarter, year, decade",
                        "gatehouse.yaml:16:14: error: the step must be a positive number, such as"
                                + " 100 or 0.5",
                        "gatehouse.yaml:17:14: error: this must be a map, such as {a: 1}",
                        "gatehouse.yaml:19:9: error: unknown setting `row_fliter`; did you mean"
                                + " `row_filter`?",
                        "gatehouse.yaml:20:26: error: there is no role `analist`; did you mean"
                                + " `analyst`?");
    }

    @Test
    void namesWhatIsWrongWithSharedLimits() throws IOException {
        assertThat(
                        written(
                                        """
                                        roles:
                                          analyst:
                                            limits:
                                              max_total_queries_per_minute: 0
                                              max_total_querys_per_hour: 5
                                        identity: {local: {role: analyst}}
                                        """)
                                .problems())
                .containsExactly(
                        "gatehouse.yaml:5:37: error: `0` must be a whole number from 1 to"
                                + " 100000000",
                        "gatehouse.yaml:6:7: error: unknown setting `max_total_querys_per_hour`;"
                                + " did you mean `max_total_queries_per_hour`?");
    }
}
