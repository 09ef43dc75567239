package dev.gatehouse.core.result;

import dev.gatehouse.core.ask.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
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
            List<Value> row = cut(rows.row(), limits.cellBytes());
            long size = 0;
            for (Value value : row) {
                size += value.bytes();
            }
            if (bytes + size > limits.bytes()) {
                return table(rows, kept, bytes, Truncation.BYTES, limits.bytes());
            }
            bytes += size;
            kept.add(row);
        }
        return whole(rows, kept, bytes, limits);
    }

    private static Answer.Table table(
            Rows rows, List<List<Value>> kept, long bytes, Truncation truncation, long limit) {
        return new Answer.Table(rows.columns(), kept, bytes, truncation, limit);
    }

    private static Answer.Table whole(
            Rows rows, List<List<Value>> kept, long bytes, Limits limits) {
        Answer.Table table = table(rows, kept, bytes, Truncation.NONE, 0);
        return table.cellsCut()
                ? table(rows, kept, bytes, Truncation.CELL, limits.cellBytes())
                : table;
    }

    private static List<Value> cut(List<Value> row, int cellBytes) {
        List<Value> cut = new ArrayList<>(row.size());
        for (Value value : row) {
            cut.add(cut(value, cellBytes));
        }
        return Collections.unmodifiableList(cut);
    }

    private static Value cut(Value value, int cellBytes) {
        return switch (value) {
            case Value.Null _, Value.Bool _, Value.Whole _, Value.Cut _ -> value;
            case Value.Binary(String base64) -> cut(base64, cellBytes / 4 * 4, cellBytes, value);
            case Value.Text _, Value.Json _, Value.Real _, Value.Numeric _, Value.Array _ -> {
                String text = value.text();
                yield text.length() * 3L <= cellBytes
                        ? value
                        : cut(text, cellBytes, cellBytes, value);
            }
        };
    }

    /** The value itself when it fits; else its first {@code kept} bytes, whole characters. */
    private static Value cut(String text, int kept, int cellBytes, Value whole) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= cellBytes) {
            return whole;
        }
        int end = kept;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return new Value.Cut(new String(utf8, 0, end, StandardCharsets.UTF_8), utf8.length);
    }
}
