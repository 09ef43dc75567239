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
import org.postgresql.util.PGInterval;

/** A result as text, to compare the gateway's with the database's own. */
record Rows(List<String> columns, List<List<String>> rows) {

    /** What Gatehouse answers, written as the database writes it. */
    static Rows of(Answer.Table table) {
        return new Rows(
                table.columns().stream().map(ResultColumn::name).toList(),
                table.rows().stream().map(row -> text(row, table.columns())).toList());
    }

    private static List<String> text(List<Value> row, List<ResultColumn> columns) {
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < row.size(); at++) {
            texts.add(text(row.get(at), columns.get(at).type()));
        }
        return texts;
    }

    private static String text(Value value, String type) {
        return switch (value) {
            case Value.Null _ -> "NULL";
            case Value.Bool(boolean truth) -> truth ? "t" : "f";
            case Value.Cut(String beginning, long _) -> beginning;
            case Value.Text(String text) when type.startsWith("timestamp") ->
                    text.replace('T', ' ').replaceFirst("([+-]\\d\\d):00$", "$1");
            case Value.Text(String text) when type.equals("interval") -> interval(text);
            case Value.Text _,
                    Value.Whole _,
                    Value.Real _,
                    Value.Numeric _,
                    Value.Json _,
                    Value.Binary _,
                    Value.Array _ ->
                    value.text();
        };
    }

    /** Written as the driver does, which reads both forms. */
    private static String interval(String text) {
        try {
            return String.valueOf(new PGInterval(text).getValue());
        } catch (SQLException unreadable) {
            throw new IllegalArgumentException(text, unreadable);
        }
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
                boolean interval = result.getMetaData().getColumnTypeName(at).equals("interval");
                row.add(value == null ? "NULL" : interval ? interval(value) : value);
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
