package dev.gatehouse.grammar.npm;

import dev.gatehouse.grammar.BuildFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The files of a package, read into memory: nothing is unpacked to disk under names from outside.
 */
public final class Tarball {
    private static final int LARGEST_FILE = 16 << 20;

    private final Path path;
    private final Map<String, byte[]> files = new TreeMap<>();

    public Tarball(Path path) {
        this.path = path;
        try (var in =
                new TarArchiveInputStream(
                        new GzipCompressorInputStream(Files.newInputStream(path)))) {
            for (TarArchiveEntry entry = in.getNextEntry();
                    entry != null;
                    entry = in.getNextEntry()) {
                if (entry.isFile()) {
                    files.put(entry.getName(), in.readNBytes(LARGEST_FILE));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The content of one file.
     *
     * @param name as in the archive, where npm puts everything into {@code package/}
     */
    public byte[] file(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new BuildFailure(path + " has no file " + name + ", only " + files.keySet());
        }
        return content.clone();
    }

    /** Writes the named files into a folder, without the folders of the archive. */
    public void unpack(Path folder, List<String> names) {
        try {
            Files.createDirectories(folder);
            for (String name : names) {
                Files.write(folder.resolve(Path.of(name).getFileName()), file(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text(String name) {
        return new String(file(name), StandardCharsets.UTF_8);
    }
}
