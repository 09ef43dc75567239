package dev.gatehouse.gateway.audit;

import dev.gatehouse.gateway.audit.checkpoint.MerkleTree;
import dev.gatehouse.gateway.audit.trail.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far the tree over a trail has grown. It is kept in a file, so that a start need not read the
 * whole trail; it is good for nothing that a signed checkpoint does not bear out.
 *
 * @param tree over all records up to the last
 * @param first the number of the first record in the last one's file
 * @param offset of the last one in that file
 */
record Grown(MerkleTree tree, Link last, long first, long offset) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HexFormat HEX = HexFormat.of();

    /** Reads what was kept; empty when that is nothing that could be true. */
    static Optional<Grown> read(Path file) throws IOException {
        try {
            return of(JSON.readTree(Files.readAllBytes(file)));
        } catch (NoSuchFileException | JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<Grown> of(JsonNode kept) {
        try {
            List<byte[]> full = new ArrayList<>();
            kept.path("full").forEach(each -> full.add(HEX.parseHex(each.asString(""))));
            long size = kept.path("size").asLong(0);
            return Optional.of(
                    new Grown(
                            new MerkleTree(size, full),
                            new Link(size, kept.path("hash").asString("")),
                            kept.path("first").asLong(0),
                            kept.path("offset").asLong(0)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Keeps it in place of what was kept before. */
    void write(Path file) throws IOException {
        ObjectNode kept = JSON.createObjectNode();
        kept.put("size", tree.size());
        kept.put("hash", last.hash());
        kept.put("first", first);
        kept.put("offset", offset);
        var full = kept.putArray("full");
        tree.full().forEach(each -> full.add(HEX.formatHex(each)));
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out =
                OwnFiles.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(kept));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
