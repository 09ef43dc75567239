package dev.gatehouse.gateway.audit.ship;

import dev.gatehouse.gateway.audit.OwnFiles;
import dev.gatehouse.gateway.audit.trail.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a cursor is kept, beside its trail; for its owner only.
 *
 * @param file such as {@code audit.jsonl.ship-siem.cursor}
 */
record CursorFile(Path file) {

    private static final Logger LOG = LoggerFactory.getLogger(CursorFile.class);

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** That of a shipper for a trail. */
    static CursorFile of(Path trail, String shipper) {
        return new CursorFile(beside(trail, shipper, ".cursor"));
    }

    static Path beside(Path trail, String shipper, String ending) {
        return trail.toAbsolutePath()
                .resolveSibling(trail.getFileName() + ".ship-" + shipper + ending);
    }

    /**
     * What is kept; empty when nothing is, yet. Of what cannot be understood nothing holds, and all
     * is shipped again.
     */
    Optional<Cursor> read() throws IOException {
        try {
            return Optional.of(of(JSON.readTree(Files.readAllBytes(file))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JacksonException _) {
            return Optional.of(unknown());
        }
    }

    private static Cursor unknown() {
        LOG.warn("how far the audit trail was shipped cannot be told; all of it is shipped again");
        return Cursor.START;
    }

    private static Cursor of(JsonNode kept) {
        var cursor =
                new Cursor(
                        kept.path("trail").asString(""),
                        new Link(kept.path("seq").asLong(-1), kept.path("hash").asString("")),
                        kept.path("first").asLong(0),
                        kept.path("offset").asLong(0));
        boolean whole =
                cursor.seq() > 0
                        && HASH.matcher(cursor.last().hash()).matches()
                        && !cursor.trail().isEmpty()
                        && cursor.offset() >= 0;
        return whole || cursor.equals(Cursor.START) ? cursor : unknown();
    }

    /** Keeps a cursor: on the disk when this returns, and never half of it. */
    void write(Cursor cursor) throws IOException {
        byte[] kept =
                JSON.writeValueAsBytes(
                        JSON.createObjectNode()
                                .put("trail", cursor.trail())
                                .put("seq", cursor.seq())
                                .put("hash", cursor.last().hash())
                                .put("first", cursor.first())
                                .put("offset", cursor.offset()));
        OwnFiles.replace(file, kept);
    }
}
