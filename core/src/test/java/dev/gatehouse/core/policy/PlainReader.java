package dev.gatehouse.core.policy;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Place;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.Mask;
import dev.gatehouse.core.sql.PolicyExpression;
import dev.gatehouse.core.sql.RuleReader;
import dev.gatehouse.core.sql.SafeSql;
import dev.gatehouse.core.sql.StatementKind;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads expressions by their attributes alone; {@code !} is a syntax error, {@code busy} passes.
 */
final class PlainReader implements RuleReader {

    private static final Pattern ATTRIBUTE = Pattern.compile(":caller\\.(\\w+)");

    record Plain(String text, RelationName relation, Set<String> attributes)
            implements PolicyExpression {}

    @Override
    public PolicyExpression read(String text, Relation relation, Catalog whole) {
        if (text.contains("!")) {
            throw new Refused(Code.SYNTAX_ERROR, "syntax error", "");
        }
        if (text.equals("busy")) {
            throw new Refused(Code.BUSY, "too many statements are being read", "Try again");
        }
        Set<String> attributes =
                ATTRIBUTE
                        .matcher(text)
                        .results()
                        .map(result -> result.group(1))
                        .collect(Collectors.toUnmodifiableSet());
        return new Plain(text, relation.name(), attributes);
    }

    @Override
    public String masked(Mask.BuiltIn mask, String type) {
        if (mask instanceof Mask.Rounded && !type.equals("int")) {
            throw new Refused(Code.MASK_UNFIT, "not a number", "");
        }
        return mask instanceof Mask.Fixed ? "text" : type;
    }

    @Override
    public String united(Set<String> types) {
        return types.size() == 1 ? types.iterator().next() : "text";
    }

    @Override
    public boolean fits(String type, String expected) {
        return type.equals(expected);
    }

    @Override
    public SafeSql probe(PolicyExpression expression) {
        return SafeSql.proven(
                expression.text(), StatementKind.READ, _ -> Place.UNKNOWN, _ -> false);
    }
}
