package dev.gatehouse.app;

import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A result as text, to compare the gateway's with the database's own. */
record Rows(List<String> columns, List<List<String>> rows) {

    /** What Gatehouse answers. */
    static Rows of(Answer.Table table) {
        return new Rows(
                table.columns().stream().map(ResultColumn::name).toList(),
                table.rows().stream().map(row -> row.stream().map(Rows::text).toList()).toList());
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Null _ -> "NULL";
            case Value.Bool(boolean truth) -> truth ? "t" : "f";
            case Value.Whole(long number) -> Long.toString(number);
            case Value.Numeric(String digits) -> digits;
            case Value.Text(String text) -> text;
            case Value.Json(String text) -> text;
            case Value.Binary(String base64) -> base64;
            case Value.Cut(String beginning, long _) -> beginning;
        };
    }

    /** What the database says to the statement as it was written. */
    static Rows of(Statement witness, String sql) throws SQLException {
        witness.setEscapeProcessing(false);
        try (ResultSet result = witness.executeQuery(sql)) {
            return read(result);
        }
    }

    private static Rows read(ResultSet result) throws SQLException {
        int width = result.getMetaData().getColumnCount();
        List<String> columns = new ArrayList<>();
        for (int at = 1; at <= width; at++) {
            columns.add(result.getMetaData().getColumnLabel(at));
        }
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int at = 1; at <= width; at++) {
                String value = result.getString(at);
                row.add(value == null ? "NULL" : value);
            }
            rows.add(row);
        }
        return new Rows(columns, rows);
    }

    /** What is not as expected, in whatever order the rows come; empty when all is. */
    String difference(Rows expected) {
        if (!columns.equals(expected.columns)) {
            return "columns " + columns + " instead of " + expected.columns;
        }
        List<List<String>> missing = without(expected.rows, rows);
        List<List<String>> added = without(rows, expected.rows);
        return missing.isEmpty() && added.isEmpty()
                ? ""
                : "rows that are missing: " + missing + "; that are too many: " + added;
    }

    private static List<List<String>> without(List<List<String>> rows, List<List<String>> others) {
        Map<List<String>, Integer> left = new HashMap<>();
        others.forEach(row -> left.merge(row, 1, Integer::sum));
        return rows.stream().filter(row -> left.merge(row, -1, Integer::sum) < 0).toList();
    }
}
