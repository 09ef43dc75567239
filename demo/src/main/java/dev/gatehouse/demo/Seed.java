package dev.gatehouse.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The SQL that makes the shop, for PostgreSQL's single-user mode: statements end with a semicolon
 * and an empty line.
 */
record Seed(String sql) {

    private static final List<String> FILES =
            List.of(
                    "1-tables",
                    "2-catalog",
                    "3-customers",
                    "4-orders",
                    "5-keys-and-views",
                    "6-reader");
    private static final int FINGERPRINT_BYTES = 6;

    static Seed load() {
        StringBuilder sql = new StringBuilder();
        FILES.forEach(name -> sql.append(read("shop/" + name + ".sql")));
        return new Seed(sql.toString());
    }

    /** Another shop, another PostgreSQL or other options of it: another fingerprint. */
    String fingerprint(String binaries, List<String> options) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String all = sql + "\0" + binaries + "\0" + String.join("\0", options);
            byte[] digest = sha256.digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The whole script, with what is different in each installation. */
    String script(String fingerprint, String readerPassword) {
        return sql
                + "COMMENT ON DATABASE shop IS 'Gatehouse demo shop, seed %s';\n\n"
                        .formatted(fingerprint)
                + "ALTER ROLE gatehouse PASSWORD '%s';\n\n".formatted(readerPassword);
    }

    private static String read(String name) {
        try (InputStream resource = Seed.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("this build of Gatehouse lacks " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
