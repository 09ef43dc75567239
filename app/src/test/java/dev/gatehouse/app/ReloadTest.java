package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.result.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Settings files that change while their policies hold, before a real database. */
@Timeout(180)
class ReloadTest {

    private static final Origin ORIGIN = new Origin("test", "query", "", "");
    private static final String SQL = "SELECT email FROM customers WHERE id = 1";
    private static final String OPEN = "policy: {deny_tables: [orders]}\n";
    private static final String MASKED = masked("***");

    @TempDir private Path folder;

    private static String masked(String mask) {
        return "policy: {tables: {customers: {mask_columns: {email: '%s'}}}}\n".formatted(mask);
    }

    private Gate gate(String more) throws IOException, Failure, InterruptedException {
        Path file = SalesServer.settings(folder, more);
        return new SettingsOption(file.toString()).open(new PrintWriter(new StringWriter()));
    }

    /** Two looks: what changes only between them is still being written. */
    private static String look(Gate gate) throws InterruptedException {
        try (Said log = new Said()) {
            gate.lookAtSettings();
            gate.lookAtSettings();
            return log.text();
        }
    }

    private static Answer answer(Gate gate, String sql) {
        Ask ask = new Ask.Query(ORIGIN, "", sql, 100);
        return gate.governor().answer(gate.localCaller(), ask, new Cancellation());
    }

    private static String rows(Gate gate, String sql) {
        Answer answer = answer(gate, sql);
        assertThat(answer).isInstanceOf(Answer.Table.class);
        return Rows.of((Answer.Table) answer).rows().toString();
    }

    @Test
    void aMaskAppearsWithoutARestartAndSoDoesTheNext() throws Exception {
        try (Gate gate = gate(OPEN)) {
            assertThat(rows(gate, SQL)).contains("@");
            assertThat(look(gate)).isEmpty();
            SalesServer.settings(folder, MASKED);
            assertThat(look(gate)).contains("the policies were read again and are in force");
            assertThat(rows(gate, SQL)).isEqualTo("[[***]]");
            assertThat(answer(gate, "SELECT count(*) FROM orders"))
                    .isInstanceOf(Answer.Table.class);
            SalesServer.settings(folder, masked("+++"));
            assertThat(look(gate)).contains("are in force");
            assertThat(rows(gate, SQL)).isEqualTo("[[+++]]");
            assertThat(look(gate)).isEmpty();
        }
    }

    @Test
    void whatIsLeftOfASharedQuotaIsCutToTheNewLimit() throws Exception {
        try (Gate gate = gate(crowd(1000))) {
            rows(gate, SQL);
            SalesServer.settings(folder, crowd(1));
            assertThat(look(gate)).contains("are in force");
            rows(gate, SQL);
            assertThat(answer(gate, SQL))
                    .isInstanceOfSatisfying(
                            Answer.Denied.class,
                            denied ->
                                    assertThat(denied.refusal())
                                            .returns(Code.QUOTA_EXCEEDED, Refusal::code)
                                            .extracting(Refusal::message)
                                            .asString()
                                            .contains("together run 1 statements in a minute"));
        }
    }

    private static String crowd(int most) {
        return """
               roles: {crowd: {limits: {max_total_queries_per_minute: %d}}}
               identity: {local: {role: crowd}}
               """
                .formatted(most);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy: {tables: {customers: {mask_columns: {emial: x}}}}\n",
                "policy: {tables: {customers: {row_filter: tenant = 1}}}\n",
                "policy: {tables: {customers: {mask_colums: {email: x}}}}\n",
                "policy: {tables: {customers: {mask_columns: {email: email}}}}\n",
                "policy: {tables: {customers: [\n",
                "mask_key: ${file:nowhere}\npolicy: {}\n"
            })
    void aBadFileChangesNothingAndIsToldOnce(String bad) throws Exception {
        try (Gate gate = gate(MASKED)) {
            Path file = SalesServer.settings(folder, bad);
            assertThat(look(gate)).contains(file + ":", ": error: ", file + " was refused;");
            assertThat(rows(gate, SQL)).isEqualTo("[[***]]");
            assertThat(look(gate)).isEmpty();
            SalesServer.settings(folder, masked("+++"));
            assertThat(look(gate)).contains("are in force").doesNotContain("refused");
            assertThat(rows(gate, SQL)).isEqualTo("[[+++]]");
        }
    }

    @Test
    void aFileThatIsGoneOrHasNoPolicyChangesNothing() throws Exception {
        try (Gate gate = gate(MASKED)) {
            Path file = SalesServer.settings(folder, "");
            assertThat(look(gate)).contains("there is no policy any more", "was refused");
            assertThat(rows(gate, SQL)).isEqualTo("[[***]]");
            Files.delete(file);
            assertThat(look(gate)).contains("there is no such file", "was refused");
            assertThat(rows(gate, SQL)).isEqualTo("[[***]]");
            assertThat(look(gate)).isEmpty();
        }
    }

    @Test
    void rolesThatTokensStandForChangeOnlyWithARestartAndSoDoThePoliciesBesideThem()
            throws Exception {
        String tokens =
                """
                roles: {%1$s: {}}
                identity:
                  oidc:
                    issuer: https://id.example
                    audience: https://gate.example
                    roles_claim: groups
                    roles: {all: %1$s}
                """;
        try (Gate gate = gate(MASKED + tokens.formatted("analyst"))) {
            Path file = SalesServer.settings(folder, masked("+++") + tokens.formatted("other"));
            assertThat(look(gate))
                    .contains("a restart is needed for identity.oidc.roles.all")
                    .contains(file + " was refused;");
            assertThat(rows(gate, SQL)).isEqualTo("[[***]]");
        }
    }

    @Test
    void aFileThatIsBeingWrittenWaits() throws Exception {
        try (Gate gate = gate(MASKED)) {
            Path file = SalesServer.settings(folder, masked("+++"));
            String whole = Files.readString(file);
            Files.writeString(file, whole.substring(0, whole.indexOf("policy")));
            gate.lookAtSettings();
            Files.writeString(file, whole);
            gate.lookAtSettings();
            assertThat(rows(gate, SQL)).isEqualTo("[[***]]");
            gate.lookAtSettings();
            assertThat(rows(gate, SQL)).isEqualTo("[[+++]]");
        }
    }

    @Test
    void aFileThatTakesThePlaceOfTheOtherIsNoticed() throws Exception {
        try (Gate gate = gate(MASKED)) {
            assertThat(look(gate)).isEmpty();
            Path file = folder.resolve("gatehouse.yaml");
            Path other = folder.resolve("other");
            Files.writeString(other, Files.readString(file).replace("***", "+++"));
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
            Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            assertThat(look(gate)).contains("are in force");
            assertThat(rows(gate, SQL)).isEqualTo("[[+++]]");
        }
    }

    @Test
    void whatNeedsARestartIsNamedAndTheRestHolds() throws Exception {
        try (Gate gate = gate(MASKED)) {
            Path file = SalesServer.settings(folder, masked("+++") + "http: {port: 9}\n");
            Files.writeString(file, Files.readString(file).replace("2s", "3s"));
            assertThat(look(gate))
                    .contains("a restart is needed for databases.sales.query_timeout, http.port")
                    .contains("are in force");
            assertThat(rows(gate, SQL)).isEqualTo("[[+++]]");
        }
    }

    @Test
    void theLimitsOfARoleAreReadAgain() throws Exception {
        String roles =
                "roles: {analyst: {limits: {max_rows: %d}}}\nidentity: {local: {role: analyst}}\n";
        try (Gate gate = gate(roles.formatted(2))) {
            assertThat(rows(gate, "SELECT generate_series(1, 9)")).isEqualTo("[[1], [2]]");
            SalesServer.settings(folder, roles.formatted(3));
            look(gate);
            assertThat(rows(gate, "SELECT generate_series(1, 9)")).isEqualTo("[[1], [2], [3]]");
        }
    }

    @Test
    void aTableThatIsYoungerThanTheCatalogIsKnown() throws Exception {
        try (Gate gate = gate(MASKED)) {
            assertThat(rows(gate, SQL)).isEqualTo("[[***]]");
            owner("CREATE TABLE sales.younger (id int)", "GRANT SELECT ON sales.younger TO agent");
            SalesServer.settings(folder, "policy: {allow_tables: [younger]}\n");
            assertThat(look(gate)).contains("are in force");
            assertThat(rows(gate, "SELECT * FROM younger")).isEqualTo("[]");
        } finally {
            owner("DROP TABLE IF EXISTS sales.younger");
        }
    }

    @Test
    void theKeyOfHashesIsReadAgain() throws Exception {
        Files.writeString(folder.resolve("key"), "0123456789abcdef");
        String hashed =
                """
                mask_key: ${file:key}
                policy: {tables: {customers: {mask_columns: {email: {hash: keyed}}}}}
                """;
        try (Gate gate = gate(hashed)) {
            String before = rows(gate, SQL);
            Files.writeString(folder.resolve("key"), "fedcba9876543210");
            SalesServer.settings(folder, hashed + "# another key\n");
            assertThat(look(gate)).contains("are in force");
            assertThat(rows(gate, SQL)).isNotEqualTo(before).matches("\\[\\[[0-9a-f]{64}]]");
        }
    }

    @Test
    void queriesThatRunMeanwhileAreAnsweredUnderOneOfBoth() throws Exception {
        try (Gate gate = gate(masked("0"));
                ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            AtomicInteger inForce = new AtomicInteger();
            AtomicInteger answered = new AtomicInteger();
            for (int client = 0; client < 8; client++) {
                asking.execute(
                        () -> {
                            while (inForce.get() < 5) {
                                int least = inForce.get();
                                String rows = rows(gate, SQL);
                                int mask = rows.matches("\\[\\[\\d]]") ? rows.charAt(2) - '0' : -1;
                                if (mask < least || mask > inForce.get() + 1) {
                                    wrong.add(least + ": " + rows);
                                }
                                answered.incrementAndGet();
                            }
                        });
            }
            for (int next = 1; next <= 5; next++) {
                int enough = answered.get() + 40;
                while (answered.get() < enough && wrong.isEmpty()) {
                    Thread.onSpinWait();
                }
                SalesServer.settings(folder, masked(Integer.toString(next)));
                gate.lookAtSettings();
                gate.lookAtSettings();
                inForce.set(next);
            }
            asking.shutdown();
            assertThat(asking.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(wrong).isEmpty();
            assertThat(answered.get()).isGreaterThanOrEqualTo(200);
        }
    }

    /** In each file the role of the local user is masked, and the other one is not. */
    @Test
    void nobodyHasTheRolesOfOneFileUnderThePoliciesOfAnother() throws Exception {
        try (Gate gate = gate(roles("a", "b"));
                ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            AtomicInteger answered = new AtomicInteger();
            AtomicInteger rounds = new AtomicInteger();
            for (int client = 0; client < 8; client++) {
                asking.execute(
                        () -> {
                            while (rounds.get() < 10) {
                                checkMasked(answer(gate, SQL), wrong);
                                answered.incrementAndGet();
                            }
                        });
            }
            while (rounds.get() < 10) {
                int enough = answered.get() + 20;
                while (answered.get() < enough && wrong.isEmpty()) {
                    Thread.onSpinWait();
                }
                boolean even = rounds.get() % 2 == 0;
                SalesServer.settings(folder, even ? roles("b", "a") : roles("a", "b"));
                gate.lookAtSettings();
                gate.lookAtSettings();
                rounds.incrementAndGet();
            }
            asking.shutdown();
            assertThat(asking.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(wrong).isEmpty();
            assertThat(gate.localCaller().roles()).containsExactly("a");
        }
    }

    private static void checkMasked(Answer answer, Queue<String> wrong) {
        switch (answer) {
            case Answer.Table table -> {
                String rows = Rows.of(table).rows().toString();
                if (!rows.equals("[[***]]")) {
                    wrong.add(rows);
                }
            }
            case Answer.Denied denied -> {
                if (denied.refusal().code() != Code.BUSY) {
                    wrong.add(denied.toString());
                }
            }
            default -> wrong.add(answer.toString());
        }
    }

    private static String roles(String closed, String open) {
        return """
        roles: {%1$s: {policy: masked}, %2$s: {}}
        policies: {masked: {tables: {customers: {mask_columns: {email: '***'}}}}}
        identity: {local: {role: %1$s}}
        """
                .formatted(closed, open);
    }

    @Test
    void aClientThatListensHearsOfItAndSeesIt() throws Exception {
        Path file = SalesServer.settings(folder, OPEN);
        try (StdioClient client = new StdioClient(Program.stdio(file))) {
            assertThat(query(client, 1)).contains("@");
            SalesServer.settings(folder, MASKED);
            List<String> told = List.of(told(client), told(client), told(client));
            assertThat(told)
                    .containsExactlyInAnyOrder(
                            "notifications/tools/list_changed",
                            "notifications/resources/list_changed",
                            "notifications/prompts/list_changed");
            assertThat(query(client, 2)).contains("***").doesNotContain("@");
        }
    }

    private static String query(StdioClient client, int id) throws IOException {
        return client.call(id, "query", "{\"sql\":\"" + SQL + "\"}").toString();
    }

    private static String told(StdioClient client) throws IOException {
        JsonNode message = client.receive();
        return message.path("method").asString("");
    }

    private static void owner(String... statements) throws SQLException {
        try (Connection owner = SalesServer.owner();
                Statement statement = owner.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
