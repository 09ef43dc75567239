package dev.gatehouse.gateway.audit.trail;

import java.nio.file.Path;

/**
 * A place where a trail is not what was written.
 *
 * @param line the number of the line in its file
 * @param seq the number of the first record that is concerned
 * @param words what is wrong with it
 */
public record Finding(Path file, long line, long seq, String words) {

    @Override
    public String toString() {
        return file + ":" + line + ": record " + seq + ": " + words;
    }
}
