package dev.gatehouse.app;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.engine.Engine;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.policy.Role;
import dev.gatehouse.core.policy.RulePolicy;
import dev.gatehouse.core.policy.Rules;
import dev.gatehouse.core.policy.TablePattern;
import dev.gatehouse.core.policy.TableRule;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Dialect;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.RuleReader;
import dev.gatehouse.gateway.settings.Settings;
import dev.gatehouse.mcp.host.Host;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Policies over the tables of the corpora and of the lab, and databases in which what they hide was
 * replaced by hand: {@code guarded} is asked through Gatehouse, the others are the witnesses.
 */
final class PolicyLab implements AutoCloseable {

    static final Origin ORIGIN = new Origin("test", "query", "", "");

    /** What {@link #analyst} is to see, and what {@link #both}. */
    static final String REPLACED = "replaced";

    static final String UNITED = "united";

    private static final byte[] KEY =
            "a key of more than 16 bytes".getBytes(StandardCharsets.UTF_8);

    private static final Map<String, Attribute> CLAIMS =
            Map.of(
                    "tenant",
                    new Attribute.Numeric(BigDecimal.ONE),
                    "tenants",
                    new Attribute.Many(
                            List.of(
                                    new Attribute.Numeric(BigDecimal.ONE),
                                    new Attribute.Numeric(BigDecimal.valueOf(77)))),
                    "country",
                    new Attribute.Text("DE"));

    private final List<RulePolicy> made = new ArrayList<>();
    private final List<Dialect> dialects = new ArrayList<>();
    private final Gate gate;

    private PolicyLab(Settings settings) throws Failure {
        this.gate = Gate.open(settings, this::policy);
    }

    private RulePolicy policy(
            Map<String, List<String>> schemas,
            RuleReader reader,
            Function<String, Engine> engines) {
        RulePolicy policy =
                new RulePolicy(
                        schemas,
                        List.of(
                                new Role("analyst", Set.of(), ANALYST),
                                new Role("german", Set.of("sales"), GERMAN)),
                        Optional.empty(),
                        _ -> reader,
                        engines);
        made.add(policy);
        dialects.add((Dialect) reader);
        return policy;
    }

    static Caller analyst() {
        return new Caller("local:ann", List.of("analyst"), CLAIMS, Confines.ALL);
    }

    static Caller both() {
        return new Caller("local:bob", List.of("analyst", "german"), CLAIMS, Confines.ALL);
    }

    /** A caller whose rules cannot be evaluated, because nothing is known of it. */
    static Caller nobody() {
        return new Caller("local:nobody", List.of("analyst"), Map.of(), Confines.ALL);
    }

    private static final Rules ANALYST =
            new Rules(
                    "analyst",
                    Optional.of(patterns("sales.*", "lab.*", "lab.countries")),
                    patterns("sales.v_sal"),
                    List.of(
                            rule(
                                    "sales.customers",
                                    Set.of("phone"),
                                    Map.of(
                                            "ssn", new Mask.Hash(new HashKey(KEY)),
                                            "email", new Mask.Email(),
                                            "name", new Mask.Partial(2, 0)),
                                    "tenant_id = :caller.tenant"),
                            rule(
                                    "orders",
                                    Set.of(),
                                    Map.of("total", new Mask.Rounded(BigDecimal.TEN)),
                                    "tenant_id = :caller.tenant"),
                            rule(
                                    "sales.order_items",
                                    Set.of(),
                                    Map.of(
                                            "sku", new Mask.Fixed("sku"),
                                            "price", new Mask.Nothing()),
                                    ""),
                            rule(
                                    "sales.events",
                                    Set.of(),
                                    Map.of(),
                                    "tenant_id = ANY (:caller.tenants)"),
                            rule(
                                    "sales.people",
                                    Set.of(),
                                    Map.of(
                                            "nm",
                                            new Mask.Sql("'p' || length(nm) -- never the name")),
                                    ""),
                            rule(
                                    "lab.guest",
                                    Set.of(),
                                    Map.of(
                                            "country", new Mask.Fixed("XX"),
                                            "born", new Mask.Truncated(Mask.Unit.MONTH)),
                                    ""),
                            rule(
                                    "lab.stay",
                                    Set.of(),
                                    Map.of(),
                                    "guest_id IN (SELECT g.id FROM lab.guest g"
                                            + " WHERE g.country LIKE '%-' || :caller.country)"),
                            rule(
                                    "lab.note",
                                    Set.of(),
                                    Map.of(
                                            "body", new Mask.Nothing(),
                                            "at", new Mask.Truncated(Mask.Unit.DAY)),
                                    ""),
                            rule(
                                    "lab.\"we\"\"ird Täble\"",
                                    Set.of(),
                                    Map.of("Ö x", new Mask.Partial(1, 1)),
                                    "\"select\" IS NOT NULL /* or else */"),
                            rule("lab.room", Set.of(), Map.of(), "floor = 1"),
                            rule("lab.visit", Set.of(), Map.of(), "kind = 'in'")),
                    OptionalInt.empty());

    private static final Rules GERMAN =
            new Rules(
                    "german",
                    Optional.of(patterns("sales.customers", "sales.orders")),
                    List.of(),
                    List.of(
                            rule(
                                    "sales.customers",
                                    Set.of("ssn"),
                                    Map.of(),
                                    "country = :caller.country"),
                            rule("sales.orders", Set.of(), Map.of(), "total < 20")),
                    OptionalInt.empty());

    private static List<TablePattern> patterns(String... texts) {
        return List.of(texts).stream().map(TablePattern::parse).toList();
    }

    private static TableRule rule(
            String table, Set<String> denied, Map<String, Mask> masks, String filter) {
        return new TableRule(
                TablePattern.parse(table),
                Optional.empty(),
                denied,
                masks,
                Optional.of(filter).filter(text -> !text.isEmpty()),
                "gatehouse.yaml");
    }

    /** Opens a gate before the guarded database. */
    static PolicyLab open(Path folder) throws IOException, Failure {
        Path file = SalesServer.settings(folder, Databases.guarded(), "");
        String text = Files.readString(file).replace("[sales]", Lab.PATH.toString());
        Files.writeString(
                file,
                text.replace("query_timeout: 2s", "query_timeout: 20s\n    explain_analyze: true"));
        SettingsOption settings = new SettingsOption(file.toString());
        return new PolicyLab(settings.load(new PrintWriter(new StringWriter())));
    }

    Host host() {
        return gate.host();
    }

    RulePolicy policy() {
        return made.getFirst();
    }

    Answer answer(Caller caller, Ask ask) {
        return gate.governor().answer(caller, ask, new Cancellation());
    }

    Answer answer(Caller caller, String sql) {
        return answer(caller, new Ask.Query(ORIGIN, "", sql, Integer.MAX_VALUE));
    }

    /** What exists for a caller. */
    Catalog sight(Caller caller) {
        Answer answer = answer(caller, new Ask.Browse(ORIGIN, "", false));
        if (answer instanceof Answer.Sight sight) {
            return sight.catalog();
        }
        throw new AssertionError(answer);
    }

    /** What becomes of a statement of a caller, without the limit around it. */
    String rewritten(Caller caller, String sql) {
        Analysis analysis = dialects.getFirst().analyse(sql, sight(caller));
        Decision decision = policy().decide(caller, "sales", analysis);
        if (!(decision instanceof Decision.Permit permit)) {
            throw new AssertionError(decision);
        }
        String text = analysis.guard(permit.obligations(), new Purpose.Fetch(7)).text();
        int end = text.lastIndexOf(") AS \"_q\" LIMIT ");
        return text.substring("SELECT * FROM (".length(), end);
    }

    @Override
    public void close() {
        gate.close();
    }

    /** A statement of a witness, which looks in the schemas of the lab. */
    static Statement witness(Connection owner) throws SQLException {
        Statement statement = owner.createStatement();
        statement.execute("SET search_path = " + String.join(", ", Lab.PATH));
        return statement;
    }

    /** The databases, made once. */
    private static final class Databases {

        private static final String GUARDED = made();

        /** The name of the database that is guarded; there from now on, like its witnesses. */
        static String guarded() {
            return GUARDED;
        }

        private static String made() {
            try {
                make("guarded", "");
                make(REPLACED, SalesServer.resource("/policy/replaced.sql"));
                make(UNITED, SalesServer.resource("/policy/united.sql") + common());
                return "guarded";
            } catch (SQLException | GeneralSecurityException e) {
                throw new IllegalStateException("the databases could not be made", e);
            }
        }

        /** What the second role does not change. */
        private static String common() {
            return SalesServer.resource("/policy/replaced.sql")
                    .lines()
                    .filter(
                            line ->
                                    !line.contains("sales.customers")
                                            && !line.contains("sales.orders"))
                    .filter(line -> !line.contains("CONSTRAINT"))
                    .reduce("", (all, line) -> all + line + "\n");
        }

        private static void make(String database, String changes)
                throws SQLException, GeneralSecurityException {
            try (Connection server = SalesServer.owner();
                    Statement statement = server.createStatement()) {
                statement.execute("CREATE DATABASE " + database);
            }
            try (Connection owner = SalesServer.owner(database);
                    Statement statement = owner.createStatement()) {
                statement.execute(still(SalesServer.resource("/corpora/schema.sql")));
                statement.execute(still(SalesServer.resource(Lab.SCRIPT)));
                statement.execute(SalesServer.resource("/policy/planted.sql"));
                statement.execute(changes);
                if (!changes.isEmpty()) {
                    hash(owner);
                }
            }
        }

        /** The role is there already, and in every database it is the same time. */
        private static String still(String script) {
            return script.replace("CREATE ROLE agent LOGIN;", "")
                    .replace("now()", "timestamptz '2026-11-01 10:00:00+00'");
        }

        /** HMAC by the platform, to hold the masks against. */
        private static void hash(Connection owner) throws SQLException, GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            Map<Integer, String> hashes = new LinkedHashMap<>();
            try (Statement statement = owner.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "SELECT id, ssn FROM sales.customers WHERE ssn IS NOT NULL")) {
                while (rows.next()) {
                    byte[] ssn = rows.getString(2).getBytes(StandardCharsets.UTF_8);
                    hashes.put(rows.getInt(1), HexFormat.of().formatHex(mac.doFinal(ssn)));
                }
            }
            try (PreparedStatement update =
                    owner.prepareStatement("UPDATE sales.customers SET ssn = ? WHERE id = ?")) {
                for (Map.Entry<Integer, String> each : hashes.entrySet()) {
                    update.setString(1, each.getValue());
                    update.setInt(2, each.getKey());
                    update.addBatch();
                }
                update.executeBatch();
            }
        }
    }
}
