package dev.gatehouse.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files of mode 0600 from the first moment: secrets, and locks that nobody else shall take. */
final class PrivateFile {

    private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFile() {}

    /** Creates a file; one that is there already is an error. */
    static void create(Path file, String content) throws IOException {
        Files.createFile(file, OURS_ALONE);
        Files.writeString(file, content);
    }

    /** Opens a file for locking, and creates it unless it is there. */
    static FileChannel lockable(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                OURS_ALONE);
    }
}
