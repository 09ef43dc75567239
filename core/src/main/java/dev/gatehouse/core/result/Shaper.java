package dev.gatehouse.core.result;

import dev.gatehouse.core.ask.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes a bounded answer of rows, reading no further than the limits. */
public final class Shaper {

    private Shaper() {}

    /** Reads rows until they end or a limit is reached. */
    public static Answer.Table shape(Rows rows, Limits limits) {
        List<List<Value>> kept = new ArrayList<>();
        long bytes = 0;
        while (rows.next()) {
            if (kept.size() == limits.rows()) {
                return table(rows, kept, bytes, Truncation.ROWS, limits.rows());
            }
            List<Value> row = rows.row().stream().map(v -> cut(v, limits.cellBytes())).toList();
            long size = row.stream().mapToLong(Value::bytes).sum();
            if (bytes + size > limits.bytes()) {
                return table(rows, kept, bytes, Truncation.BYTES, limits.bytes());
            }
            bytes += size;
            kept.add(row);
        }
        return table(rows, kept, bytes, Truncation.NONE, 0);
    }

    private static Answer.Table table(
            Rows rows, List<List<Value>> kept, long bytes, Truncation truncation, long limit) {
        return new Answer.Table(rows.columns(), kept, bytes, truncation, limit);
    }

    private static Value cut(Value value, int cellBytes) {
        return switch (value) {
            case Value.Text(String text) -> cut(value, text, cellBytes);
            case Value.Json(String text) -> cut(value, text, cellBytes);
            case Value.Binary(String base64) -> cut(value, base64, cellBytes);
            case Value.Numeric(String digits) -> cut(value, digits, cellBytes);
            case Value.Null _, Value.Bool _, Value.Whole _, Value.Cut _ -> value;
        };
    }

    private static Value cut(Value whole, String text, int cellBytes) {
        if (whole.bytes() <= cellBytes) {
            return whole;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int end = cellBytes;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return new Value.Cut(new String(utf8, 0, end, StandardCharsets.UTF_8), utf8.length);
    }
}
