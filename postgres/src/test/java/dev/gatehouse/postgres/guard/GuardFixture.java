package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Access;
import dev.gatehouse.core.sql.Analysis;
import dev.gatehouse.core.sql.Obligations;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.Purpose;
import dev.gatehouse.core.sql.RelationUse;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.postgres.parser.GrammarVersion;
import dev.gatehouse.postgres.parser.ParserLimits;
import dev.gatehouse.postgres.parser.PostgresParser;
import java.util.TreeSet;

/** The dialect, asked as the Governor asks it, with leave to see every column. */
final class GuardFixture {

    static final PostgresDialect DIALECT =
            new PostgresDialect(
                    PostgresParser.open(GrammarVersion.POSTGRESQL_18, ParserLimits.DEFAULT));

    private GuardFixture() {}

    static Analysis analyse(String sql) {
        return DIALECT.analyse(sql, SalesCatalog.visible());
    }

    static SafeSql guard(String sql, Purpose purpose) {
        Analysis analysis = analyse(sql);
        var accesses =
                analysis.relations().stream()
                        .map(RelationUse::relation)
                        .distinct()
                        .map(Access::whole)
                        .toList();
        return analysis.guard(new Obligations(accesses), purpose);
    }

    /** The guarded text without the limit around it. */
    static String guarded(String sql) {
        String text = guard(sql, new Purpose.Fetch(7)).text();
        String before = "SELECT * FROM (";
        String after = ") AS \"_q\" LIMIT 7";
        return text.startsWith(before) && text.endsWith(after)
                ? text.substring(before.length(), text.length() - after.length())
                : text;
    }

    /** How an expression over customers is put to the database, and what it needs of the caller. */
    static String probed(String expression) {
        Catalog catalog = SalesCatalog.visible();
        Relation customers = catalog.relation("customers").orElseThrow();
        PolicyExpression read = DIALECT.read(expression, customers, catalog);
        String attributes = String.join(" ", new TreeSet<>(read.attributes()));
        return (DIALECT.probe(read).text() + "\n" + attributes).strip();
    }

    /** Why a text is refused. */
    static Refusal refusal(String sql) {
        try {
            guard(sql, new Purpose.Fetch(7));
        } catch (Refused refused) {
            return refused.refusal();
        }
        throw new AssertionError("accepted: " + sql);
    }
}
