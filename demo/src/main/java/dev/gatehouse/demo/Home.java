package dev.gatehouse.demo;

import dev.gatehouse.demo.DemoException.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The demo's folder, checked: ours, writable by nobody else (programs in it are executed), and with
 * a name that survives {@code pg_ctl}, which hands it to a shell between double quotes.
 *
 * @param folder absolute, without symbolic links
 * @param ofRoot whether this process runs as root
 */
record Home(Path folder, boolean ofRoot) {

    private static final Pattern UNSAFE = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");
    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** The account that runs the server may pass through; it and others may not list. */
    private static final Set<PosixFilePermission> PASSABLE =
            PosixFilePermissions.fromString("rwx--x--x");

    static Home open(Path folder) throws DemoException {
        if (UNSAFE.matcher(folder.toString()).find()) {
            throw unusable(folder, "has a character in its name that a shell would read");
        }
        try {
            createMissing(folder);
            return checked(folder.toRealPath());
        } catch (IOException cause) {
            throw DemoException.of(cause, folder);
        }
    }

    /** Creates an empty folder with a new name below this one. */
    Path create(String prefix) throws IOException {
        Path created = Files.createTempDirectory(folder, prefix);
        Files.setPosixFilePermissions(created, PASSABLE);
        return created;
    }

    private static void createMissing(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createMissing(parent);
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException another) {
            // A Gatehouse that starts at the same moment made it.
            return;
        }
        Files.setPosixFilePermissions(folder, PASSABLE);
    }

    private static Home checked(Path folder) throws IOException, DemoException {
        // A file of our own tells who we are, and that we may write here.
        Path probe = Files.createTempFile(folder, "probe-", "");
        try {
            boolean ours = Files.getOwner(probe).equals(Files.getOwner(folder));
            boolean shut =
                    Collections.disjoint(Files.getPosixFilePermissions(folder), WRITABLE_BY_OTHERS);
            if (!ours || !shut) {
                throw unusable(folder, "belongs to, or can be changed by, another account");
            }
            return new Home(folder, Files.getAttribute(probe, "unix:uid").equals(0));
        } finally {
            Files.delete(probe);
        }
    }

    private static DemoException unusable(Path folder, String why) {
        return new DemoException(
                Reason.FOLDER,
                "the demo's folder " + folder + " " + why,
                "Choose another folder with " + DemoSettings.FOLDER_VARIABLE + ".");
    }
}
