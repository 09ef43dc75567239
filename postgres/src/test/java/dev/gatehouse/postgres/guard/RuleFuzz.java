package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Display;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.ShownColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Any text whatever as a row filter and as a mask: either it is refused with its place, or it can
 * be put to the database and into every statement.
 */
public final class RuleFuzz {

    private static final Catalog WHOLE = new PolicedShop(GuardFixture.NEWEST).whole();
    private static final Relation CUSTOMERS = WHOLE.relation("customers").orElseThrow();

    /** Around the place where a table stands, this is what could go wrong with a text. */
    private static final List<String> STATEMENTS =
            List.of(
                    "SELECT * FROM customers",
                    "SELECT (SELECT count(*) FROM sales.customers AS c WHERE c.id = p.id) FROM"
                            + " people AS p JOIN customers USING (id)");

    private RuleFuzz() {}

    /** One text. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        PolicyExpression expression;
        try {
            expression = GuardFixture.DIALECT.read(text, CUSTOMERS, WHOLE);
        } catch (Refused refused) {
            checkRefusal(text, refused.refusal());
            return;
        }
        GuardFixture.DIALECT.probe(expression);
        STATEMENTS.forEach(sql -> guard(sql, expression));
    }

    private static void checkRefusal(String text, Refusal refusal) {
        boolean ours = Set.of(Code.INTERNAL_ERROR, Code.PROOF_FAILED).contains(refusal.code());
        Place place = refusal.place();
        long lines = 1 + text.chars().filter(c -> c == '\n').count();
        if (ours || (place.known() && place.line() > lines)) {
            throw new AssertionError(refusal + " for: " + text);
        }
    }

    private static void guard(String sql, PolicyExpression expression) {
        Analysis analysis = GuardFixture.DIALECT.analyse(sql, WHOLE);
        List<ShownColumn> columns =
                CUSTOMERS.columns().stream()
                        .map(
                                column ->
                                        new ShownColumn(
                                                column.name(),
                                                column.type(),
                                                display(column.name(), expression)))
                        .toList();
        Access access = new Access(CUSTOMERS.name(), columns, List.of(expression), false);
        Map<String, Attribute> attributes =
                expression.attributes().stream()
                        .collect(Collectors.toMap(Function.identity(), RuleFuzz::attribute));
        List<Access> all = List.of(access, Access.whole(WHOLE.relation("people").orElseThrow()));
        analysis.guard(new Obligations(all, attributes), new Purpose.Fetch(7));
    }

    private static Display display(String column, PolicyExpression expression) {
        return switch (column) {
            case "ssn" -> new Display.Computed(expression);
            case "email" ->
                    new Display.ByRow(
                            List.of(new Display.Case(expression, new Display.Plain())),
                            new Display.Computed(expression));
            default -> new Display.Plain();
        };
    }

    private static Attribute attribute(String name) {
        return switch (name.length() % 3) {
            case 0 -> new Attribute.Text("'; -- $$ /* \\ \" " + name);
            case 1 -> Attribute.Many.texts(List.of(name, "}", "\\\"'"));
            default -> new Attribute.Truth(name.startsWith("t"));
        };
    }
}
