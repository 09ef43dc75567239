package dev.gatehouse.engines.postgres;

import dev.gatehouse.core.result.Value;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import org.postgresql.core.Oid;
import org.postgresql.util.PGbytea;

/**
 * Reads values from the text that the server prints. What has no form of its own stays that text:
 * whatever the database can print, it can read again.
 */
final class PostgresValues {

    private PostgresValues() {}

    /** A value of a type that is no array. */
    static Value scalar(int type, String text) {
        return switch (type) {
            case Oid.BOOL -> new Value.Bool(text.equals("t"));
            case Oid.INT2, Oid.INT4, Oid.INT8, Oid.OID -> new Value.Whole(Long.parseLong(text));
            case Oid.NUMERIC -> new Value.Numeric(text);
            case Oid.FLOAT4, Oid.FLOAT8 -> new Value.Real(text);
            case Oid.JSON, Oid.JSONB -> new Value.Json(text);
            case Oid.BYTEA -> new Value.Binary(base64(text));
            case Oid.DATE, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> new Value.Text(IsoText.moment(text));
            case Oid.TIMETZ -> new Value.Text(IsoText.time(text));
            case Oid.INTERVAL -> new Value.Text(IsoText.interval(text));
            default -> new Value.Text(text);
        };
    }

    /**
     * An array. One whose indices do not begin with 1 is text, because a list could not tell them.
     */
    static Value array(ResultType type, String text) {
        int begin = text.indexOf('{');
        Value.Array array = ArrayReader.read(type, text.substring(begin));
        return begin == 0 ? array : new Value.Text(text.substring(0, begin) + array.text());
    }

    private static String base64(String hexadecimal) {
        try {
            byte[] bytes = PGbytea.toBytes(hexadecimal.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(bytes);
        } catch (SQLException malformed) {
            throw new IllegalStateException(
                    "the server printed a bytea as it never does", malformed);
        }
    }
}
