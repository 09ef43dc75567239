package dev.gatehouse.core.sql;

import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;

/**
 * What a dialect found in one text. That an analysis exists means that the text is exactly one read
 * made of constructs, functions and types that are known to be harmless; what of it this caller may
 * see is policy's decision.
 */
public interface Analysis {

    StatementKind kind();

    /** Every reference to a relation, in every clause, in the order of the text. */
    List<RelationUse> relations();

    /**
     * The columns of each relation that the text names, those that a star or a whole row stands for
     * among them: for people to read, never for decisions.
     */
    NavigableMap<RelationName, NavigableSet<String>> columns();

    /** The functions that are called by name. */
    Set<String> functions();

    /**
     * The statement's shape without its constants, as 12 hexadecimal digits: the same for
     * statements that differ in constants and white space only. For records and statistics, never
     * for decisions.
     */
    String fingerprint();

    /**
     * Rewrites the text so that it sees exactly what the obligations allow, and proves it.
     *
     * @throws Refused when an obligation is missing or cannot be met
     */
    SafeSql guard(Obligations obligations, Purpose purpose);
}
