package dev.gatehouse.engines.postgres;

import static dev.gatehouse.engines.postgres.TestServer.admin;
import static dev.gatehouse.engines.postgres.TestServer.engine;
import static dev.gatehouse.engines.postgres.TestServer.refusal;
import static dev.gatehouse.engines.postgres.TestServer.rows;
import static dev.gatehouse.engines.postgres.TestServer.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.result.Value;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements that come again on the same connection. */
class RepeatsTest {

    private static final String NAMED =
            "SELECT name, statement FROM pg_catalog.pg_prepared_statements"
                    + " WHERE statement LIKE '%again%' ORDER BY prepare_time, name";

    private final PostgresEngine engine = engine(settings(Bounds.DEFAULT.withPool(1, 1)));

    @BeforeEach
    void table() {
        admin(
                "DROP TABLE IF EXISTS public.again",
                "CREATE TABLE public.again(a int)",
                "INSERT INTO public.again VALUES (1)",
                "GRANT SELECT ON public.again TO reader");
    }

    @AfterEach
    void close() {
        engine.close();
        admin("DROP TABLE public.again");
    }

    private List<List<Value>> again() {
        return rows(engine, "SELECT * FROM public.again");
    }

    private List<String> named() {
        return rows(engine, NAMED).stream()
                .map(row -> ((Value.Text) row.getFirst()).text())
                .toList();
    }

    private static List<List<Value>> one(Value value) {
        return List.of(List.of(value));
    }

    @Test
    void aStatementThatComesAgainGetsAName() {
        again();
        assertThat(named()).isEmpty();
        again();
        again();
        assertThat(again()).isEqualTo(one(new Value.Whole(1)));
        assertThat(named()).hasSize(2);
    }

    @Test
    void itSeesWhatHasBecomeOfTheTable() {
        again();
        again();
        admin("ALTER TABLE public.again ALTER a TYPE text", "INSERT INTO again VALUES ('b')");
        assertThat(again())
                .containsExactly(List.of(new Value.Text("1")), List.of(new Value.Text("b")));
        admin("ALTER TABLE public.again ADD b bool");
        assertThat(again().getFirst()).containsExactly(new Value.Text("1"), Value.Null.NULL);
        again();
        admin("DROP TABLE public.again");
        assertThat(refusal(engine, "SELECT * FROM public.again").code())
                .isEqualTo(Code.DATABASE_ERROR);
        table();
        assertThat(again()).isEqualTo(one(new Value.Whole(1)));
    }

    @Test
    void itMayNotReadWhatItMightBefore() {
        again();
        again();
        admin("REVOKE SELECT ON public.again FROM reader");
        assertThat(refusal(engine, "SELECT * FROM public.again").code())
                .isEqualTo(Code.DATABASE_ERROR);
    }

    /** As behind a pooler that gives each statement to whatever session of the database is free. */
    @Test
    void whereNamesDoNotHoldStatementsGoWithout() {
        again();
        again();
        named().forEach(name -> rows(engine, "DEALLOCATE \"" + name + "\""));
        assertThat(again()).isEqualTo(one(new Value.Whole(1)));
        again();
        again();
        assertThat(named()).isEmpty();
    }

    @Test
    void aLongOneIsNotKept() {
        String text = "SELECT 'again" + " ".repeat(8192) + "'";
        rows(engine, text);
        rows(engine, text);
        rows(engine, text);
        assertThat(named()).isEmpty();
    }

    @Test
    void noMoreThanSoManyHaveNames() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 300; i++) {
                rows(engine, "SELECT 'again', " + i);
                rows(engine, "SELECT 'again', " + i);
            }
        }
        assertThat(named()).hasSizeBetween(100, 128);
    }
}
