package dev.gatehouse.gateway.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that, where the file system can say so, only their owner may read. */
final class OwnFiles {

    private OwnFiles() {}

    /**
     * Whether there is no such file yet.
     *
     * @throws IOException when there is something of that name that is no file
     */
    static boolean isMissing(Path file) throws IOException {
        boolean missing = Files.notExists(file);
        if (!missing && !Files.isRegularFile(file)) {
            throw new IOException("not a regular file: " + file);
        }
        return missing;
    }

    static void makeFolderOf(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
        }
    }

    static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), ownerOnly(file, "rw-------"));
    }

    /** A new name survives a crash when its folder is on the disk. */
    static void syncFolderOf(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null && hasPermissions(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        if (!hasPermissions(path)) {
            return new FileAttribute<?>[0];
        }
        var set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
