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
import dev.gatehouse.postgres.parser.PostgresParsers;
import java.util.TreeSet;

/** The dialect, asked as the Governor asks it, with leave to see every column. */
final class GuardFixture {

    static final GrammarVersion NEWEST = GrammarVersion.POSTGRESQL_18;

    private static final PostgresParsers PARSERS = PostgresParsers.open(ParserLimits.DEFAULT);

    static final PostgresDialect DIALECT = new PostgresDialect(PARSERS);

    private GuardFixture() {}

    static PostgresParser parser(GrammarVersion version) {
        return PARSERS.of(version);
    }

    static Analysis analyse(String sql) {
        return DIALECT.analyse(sql, SalesCatalog.visible(NEWEST));
    }

    static SafeSql guard(String sql, Purpose purpose) {
        return guard(NEWEST, sql, purpose);
    }

    private static SafeSql guard(GrammarVersion version, String sql, Purpose purpose) {
        return guard(SalesCatalog.visible(version), sql, purpose);
    }

    private static SafeSql guard(Catalog catalog, String sql, Purpose purpose) {
        Analysis analysis = DIALECT.analyse(sql, catalog);
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
        return guarded(NEWEST, sql);
    }

    /** The guarded text where users have made functions and casts. */
    static String guardedWithCode(String sql) {
        return bare(guard(SalesCatalog.withCode(), sql, new Purpose.Fetch(7)).text());
    }

    /** The guarded text for a server of that version. */
    static String guarded(GrammarVersion version, String sql) {
        return bare(guard(version, sql, new Purpose.Fetch(7)).text());
    }

    private static String bare(String text) {
        String before = "SELECT * FROM (";
        String after = ") AS \"_q\" LIMIT 7";
        return text.startsWith(before) && text.endsWith(after)
                ? text.substring(before.length(), text.length() - after.length())
                : text;
    }

    /** How an expression over customers is put to the database, and what it needs of the caller. */
    static String probed(String expression) {
        Catalog catalog = SalesCatalog.visible(NEWEST);
        Relation customers = catalog.relation("customers").orElseThrow();
        PolicyExpression read = DIALECT.read(expression, customers, catalog);
        String attributes = String.join(" ", new TreeSet<>(read.attributes()));
        return (DIALECT.probe(read).text() + "\n" + attributes).strip();
    }

    /** Why a text is refused. */
    static Refusal refusal(String sql) {
        return refusal(NEWEST, sql);
    }

    static Refusal refusal(GrammarVersion version, String sql) {
        try {
            guard(version, sql, new Purpose.Fetch(7));
        } catch (Refused refused) {
            return refused.refusal();
        }
        throw new AssertionError("accepted: " + sql);
    }
}
