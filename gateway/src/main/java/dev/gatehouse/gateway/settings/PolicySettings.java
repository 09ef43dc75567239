package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.policy.FunctionPattern;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.policy.TablePattern;
import dev.gatehouse.core.policy.TableRule;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Policies, as they are written: {@code policies}, and {@code policy} for everybody else. */
final class PolicySettings {

    private static final int MOST_TABLES = 10_000;
    private static final int MOST_COLUMNS = 2_000;
    private static final int MOST_FUNCTIONS = 1_000;

    private static final Setting<List<TablePattern>> ALLOW_TABLES =
            Setting.of(
                            "allow_tables",
                            new Type.ListOf<>(new Type.Tables(), MOST_TABLES),
                            "The tables that exist. A bare name is what SQL finds under it. A view"
                                    + " that is named exists whatever it reads.")
                    .absent(
                            "all, but for foreign tables, and views that read what is not shown as"
                                    + " it is")
                    .example("[customers, orders]");

    private static final Setting<List<TablePattern>> DENY_TABLES =
            Setting.of(
                            "deny_tables",
                            new Type.ListOf<>(new Type.Tables(), MOST_TABLES),
                            "Tables that do not exist, with their partitions and children,"
                                    + " whatever else is said of them.")
                    .absent("none")
                    .example("[sales.payments]");

    private static final Setting<Integer> MAX_ROWS_PER_QUERY =
            Setting.of(
                            "max_rows_per_query",
                            new Type.Whole(1, 1_000_000),
                            "The most rows in an answer.")
                    .absent("`max_rows` of the database")
                    .example("50");

    private static final Setting<Integer> MAX_QUERIES_PER_HOUR =
            Setting.of(
                            "max_queries_per_hour",
                            new Type.Whole(1, 1_000_000),
                            "The most queries in an hour. Not enforced by this version.")
                    .absent("no limit");

    private static final Setting<List<String>> ALLOW_COLUMNS =
            Setting.of(
                            "allow_columns",
                            new Type.ListOf<>(new Type.Text(), MOST_COLUMNS),
                            "The columns that exist.")
                    .absent("all");

    private static final Setting<List<String>> DENY_COLUMNS =
            Setting.of(
                            "deny_columns",
                            new Type.ListOf<>(new Type.Text(), MOST_COLUMNS),
                            "Columns that do not exist, whatever else is said of them.")
                    .absent("none")
                    .example("[phone]");

    private static final Setting<Map<String, WrittenMask>> MASK_COLUMNS =
            Setting.of(
                            "mask_columns",
                            new Type.MapOf<>(new Type.OneMask(), MOST_COLUMNS),
                            "What stands in the place of values: a text, `null`, `{hash: keyed}`,"
                                    + " `{partial: {keep_first: 1, keep_last: 4}}`,"
                                    + " `{email: keep_domain}`, `{date: month}`, `{round: 100}`,"
                                    + " or `{sql: EXPRESSION}`.")
                    .absent("none")
                    .example("{email: {email: keep_domain}, ssn: {hash: keyed}, iban: null}");

    private static final Setting<String> ROW_FILTER =
            Setting.of(
                            "row_filter",
                            new Type.Sql(),
                            "The condition on the rows that exist. `:caller.id`, `:caller.roles`"
                                    + " and `:caller.NAME` are what is known of the caller.")
                    .absent("all rows")
                    .example("tenant_id = :caller.tenant");

    private static final Section TABLES =
            Section.of(
                            "tables",
                            "What may be seen of tables, by `schema.table`, `table` or `schema.*`."
                                    + " The name that says most decides; partitions and children"
                                    + " without a name of their own follow their parent.",
                            ALLOW_COLUMNS,
                            DENY_COLUMNS,
                            MASK_COLUMNS,
                            ROW_FILTER)
                    .perName("TABLE", "customers");

    private static final Setting<List<FunctionPattern>> ALLOW =
            Setting.of(
                            "allow",
                            new Type.ListOf<>(new Type.Functions(), MOST_FUNCTIONS),
                            "The functions of users that may be called, those of a name together."
                                    + " They must be IMMUTABLE or STABLE, and not SECURITY DEFINER."
                                    + " What they read is without any policy.")
                    .absent("none; built-in functions that only compute need no leave")
                    .example("[app.fiscal_year]");

    private static final Section FUNCTIONS =
            Section.of("functions", "Functions that are not built in.", ALLOW);

    private static final Section ONE =
            Section.of(
                            "policy",
                            "The policy of callers none of whose roles has one.",
                            ALLOW_TABLES,
                            DENY_TABLES,
                            MAX_ROWS_PER_QUERY,
                            MAX_QUERIES_PER_HOUR)
                    .with(TABLES, FUNCTIONS);

    /** The default. */
    static final Section POLICY = ONE;

    /** Those that roles have. */
    static final Section POLICIES =
            ONE.named("policies", "What callers may see, by names that roles refer to.")
                    .perName("NAME", "sales");

    private PolicySettings() {}

    /**
     * Reads a policy.
     *
     * @param key for keyed hashes
     */
    static Rules read(String name, Block block, Optional<HashKey> key) {
        if (block.has(MAX_QUERIES_PER_HOUR)) {
            block.warning(MAX_QUERIES_PER_HOUR, "this limit is not enforced by this version", "");
        }
        List<TableRule> tables =
                block
                        .block(TABLES)
                        .entries(MOST_TABLES, PolicySettings::isPattern, new Type.Tables().words())
                        .entrySet()
                        .stream()
                        .map(entry -> table(entry.getKey(), entry.getValue(), key))
                        .toList();
        Optional<Integer> rows = block.find(MAX_ROWS_PER_QUERY);
        return new Rules(
                name,
                block.find(ALLOW_TABLES),
                block.find(DENY_TABLES).orElse(List.of()),
                tables,
                block.block(FUNCTIONS).find(ALLOW).orElse(List.of()),
                rows.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private static boolean isPattern(String text) {
        try {
            TablePattern.parse(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static TableRule table(String name, Block block, Optional<HashKey> key) {
        Map<String, Mask> masks = new HashMap<>();
        block.find(MASK_COLUMNS)
                .orElse(Map.of())
                .forEach(
                        (column, written) ->
                                written.make()
                                        .apply(key)
                                        .ifPresentOrElse(
                                                mask -> masks.put(column, mask),
                                                () -> sayThatAKeyIsNeeded(block)));
        return new TableRule(
                TablePattern.parse(name),
                block.find(ALLOW_COLUMNS).<Set<String>>map(HashSet::new),
                Set.copyOf(block.find(DENY_COLUMNS).orElse(List.of())),
                masks,
                block.find(ROW_FILTER),
                block.where().toString());
    }

    private static void sayThatAKeyIsNeeded(Block block) {
        block.error(
                MASK_COLUMNS,
                "a keyed hash needs `mask_key`",
                "write `mask_key: ${file:PATH}` at the top, with at least "
                        + HashKey.FEWEST_BYTES
                        + " random characters in the file");
    }
}
