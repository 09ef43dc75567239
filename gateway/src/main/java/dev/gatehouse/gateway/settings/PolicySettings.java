package dev.gatehouse.gateway.settings;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.ask.Pace;
import dev.gatehouse.core.ask.Planning;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.policy.FunctionPattern;
import dev.gatehouse.core.policy.RulePart;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.policy.TablePattern;
import dev.gatehouse.core.policy.TableRule;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Policies, as they are written: {@code policies}, and {@code policy} for everybody else. */
final class PolicySettings {

    private static final int MOST_TABLES = 10_000;
    private static final int MOST_COLUMNS = 2_000;
    private static final int MOST_FUNCTIONS = 1_000;

    private static final Type<Located<TablePattern>> TABLE = new Type.Placed<>(new Type.Tables());
    private static final Type<Located<String>> COLUMN = new Type.Placed<>(new Type.Text());

    private static final Setting<List<Located<TablePattern>>> ALLOW_TABLES =
            Setting.of(
                            "allow_tables",
                            new Type.ListOf<>(TABLE, MOST_TABLES),
                            "The tables that exist. A bare name is what SQL finds under it. A view"
                                    + " that is named exists whatever it reads.")
                    .absent(
                            "all, but for foreign tables, and views that read what is not shown as"
                                    + " it is")
                    .example("[customers, orders]");

    private static final Setting<List<Located<TablePattern>>> DENY_TABLES =
            Setting.of(
                            "deny_tables",
                            new Type.ListOf<>(TABLE, MOST_TABLES),
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

    private static final Setting<Long> MAX_SCAN_ROWS =
            LimitSettings.MAX_SCAN_ROWS.absent("that of the database and the role");

    private static final Setting<Integer> MAX_QUERIES_PER_HOUR =
            Setting.of(
                            "max_queries_per_hour",
                            new Type.Whole(1, AccessSettings.MOST_QUERIES),
                            "The most statements of one caller in an hour.")
                    .absent("no limit");

    private static final Setting<List<Located<String>>> ALLOW_COLUMNS =
            Setting.of(
                            "allow_columns",
                            new Type.ListOf<>(COLUMN, MOST_COLUMNS),
                            "The columns that exist.")
                    .absent("all");

    private static final Setting<List<Located<String>>> DENY_COLUMNS =
            Setting.of(
                            "deny_columns",
                            new Type.ListOf<>(COLUMN, MOST_COLUMNS),
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

    private static final Setting<Located<String>> ROW_FILTER =
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

    private static final Type<Located<FunctionPattern>> FUNCTION =
            new Type.Placed<>(new Type.Functions());

    private static final Setting<List<Located<FunctionPattern>>> ALLOW =
            Setting.of(
                            "allow",
                            new Type.ListOf<>(FUNCTION, MOST_FUNCTIONS),
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
                            MAX_SCAN_ROWS,
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
     * @param places takes down where the parts of the policy are written
     */
    static Rules read(String name, Block block, Optional<HashKey> key, RulePlaces places) {
        List<TableRule> tables =
                block
                        .block(TABLES)
                        .entries(MOST_TABLES, PolicySettings::isPattern, new Type.Tables().words())
                        .entrySet()
                        .stream()
                        .map(entry -> new Table(name, entry.getKey(), entry.getValue(), places))
                        .map(table -> table.rule(key))
                        .toList();
        return new Rules(
                name,
                tables(name, block, ALLOW_TABLES, places),
                tables(name, block, DENY_TABLES, places).orElse(List.of()),
                tables,
                functions(name, block.block(FUNCTIONS), places),
                caps(block));
    }

    private static Limits caps(Block block) {
        Planning none = Planning.NONE;
        return Limits.NONE
                .withRows(block.find(MAX_ROWS_PER_QUERY).orElse(Limits.NONE.rows()))
                .withPace(
                        Pace.of(
                                block.find(MAX_QUERIES_PER_HOUR)
                                        .map(Rate::ofHour)
                                        .orElse(Rate.NONE)))
                .withPlanning(
                        new Planning(
                                none.cost(),
                                block.find(MAX_SCAN_ROWS).orElse(none.scanRows()),
                                none.time(),
                                none.analyze()));
    }

    private static boolean isPattern(String text) {
        try {
            TablePattern.parse(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Optional<List<TablePattern>> tables(
            String policy,
            Block block,
            Setting<List<Located<TablePattern>>> setting,
            RulePlaces places) {
        RulePart part = new RulePart(setting.name(), "", RulePart.Of.NAME);
        RulePlaces.OfRule outside = places.of(policy, "");
        Optional<List<Located<TablePattern>>> written = block.find(setting);
        written.orElse(List.of()).forEach(each -> outside.put(each.value(), part, each.spot()));
        return written.map(list -> list.stream().map(Located::value).distinct().toList());
    }

    private static List<FunctionPattern> functions(String policy, Block block, RulePlaces places) {
        String setting = FUNCTIONS.name() + "." + ALLOW.name();
        RulePlaces.OfRule outside = places.of(policy, "");
        List<Located<FunctionPattern>> written = block.find(ALLOW).orElse(List.of());
        for (Located<FunctionPattern> each : written) {
            for (RulePart.Of of : RulePart.Of.values()) {
                outside.put(each.value().written(), new RulePart(setting, "", of), each.spot());
            }
        }
        return written.stream().map(Located::value).distinct().toList();
    }

    /** What is written under one pattern of tables. */
    private static final class Table {

        private final TablePattern pattern;
        private final Block block;
        private final String source;
        private final RulePlaces.OfRule places;

        Table(String policy, String name, Block block, RulePlaces places) {
            this.pattern = TablePattern.parse(name);
            this.block = block;
            this.source = block.name().toString();
            this.places = places.of(policy, source);
        }

        TableRule rule(Optional<HashKey> key) {
            put(TABLES.name(), "", RulePart.Of.NAME, Spot.of(block.name()));
            put(TABLES.name(), "", RulePart.Of.VALUE, Spot.of(block.name()));
            Optional<Located<String>> filter = block.find(ROW_FILTER);
            filter.ifPresent(it -> put(ROW_FILTER.name(), "", RulePart.Of.VALUE, it.spot()));
            return new TableRule(
                    pattern,
                    columns(ALLOW_COLUMNS),
                    columns(DENY_COLUMNS).orElse(Set.of()),
                    masks(key),
                    filter.map(Located::value),
                    source);
        }

        private void put(String setting, String item, RulePart.Of of, Spot spot) {
            places.put(pattern, new RulePart(setting, item, of), spot);
        }

        private Optional<Set<String>> columns(Setting<List<Located<String>>> setting) {
            Optional<List<Located<String>>> written = block.find(setting);
            written.orElse(List.of())
                    .forEach(
                            each ->
                                    put(
                                            setting.name(),
                                            each.value(),
                                            RulePart.Of.NAME,
                                            each.spot()));
            return written.map(
                    list -> list.stream().map(Located::value).collect(Collectors.toSet()));
        }

        private Map<String, Mask> masks(Optional<HashKey> key) {
            Map<String, Where> names = block.names(MASK_COLUMNS);
            Map<String, Mask> masks = new HashMap<>();
            block.find(MASK_COLUMNS)
                    .orElse(Map.of())
                    .forEach(
                            (column, written) -> {
                                String setting = MASK_COLUMNS.name();
                                put(setting, column, RulePart.Of.VALUE, written.spot());
                                Where name = names.getOrDefault(column, block.name());
                                put(setting, column, RulePart.Of.NAME, Spot.of(name));
                                written.make()
                                        .apply(key)
                                        .ifPresentOrElse(
                                                mask -> masks.put(column, mask),
                                                () -> sayThatAKeyIsNeeded(block));
                            });
            return masks;
        }
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
