package dev.gatehouse.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Reads files of the server's. Its account has fewer rights than root, who may be reading: so never
 * through a link, and never more than a little.
 */
final class ServerFile {

    private static final int LIMIT_BYTES = 2_000;

    private ServerFile() {}

    /** The end of a file, but nothing before an offset; empty when it cannot be read. */
    static String tail(Path file, long from) {
        try (SeekableByteChannel channel =
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            channel.position(Math.max(from, channel.size() - LIMIT_BYTES));
            ByteBuffer bytes = ByteBuffer.allocate(LIMIT_BYTES);
            int read;
            do {
                read = channel.read(bytes);
            } while (read > 0);
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
