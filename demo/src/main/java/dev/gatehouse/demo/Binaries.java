package dev.gatehouse.demo;

import dev.gatehouse.demo.DemoException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked. */
record Binaries(Path folder) {

    static final String PREFIX = "postgresql-";

    static final String UNPACKING = "unpacking-";
    private static final int OWNER_EXECUTES = 0100;

    /**
     * The programs for this machine; unpacked now unless they are there. Needs the {@link Turn}.
     */
    static Binaries in(Home home, String osName, String osArch, Progress progress)
            throws IOException, DemoException {
        URL archive = archive(osName, osArch);
        Path folder = home.folder().resolve(PREFIX + fingerprint(archive));
        if (!Files.isDirectory(folder)) {
            progress.say("Unpacking PostgreSQL");
            Path unpacking = home.create(UNPACKING);
            unpack(archive, unpacking);
            Files.move(unpacking, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Binaries(folder);
    }

    String name() {
        return String.valueOf(folder.getFileName());
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    static URL archive(String osName, String osArch) throws DemoException {
        String system =
                switch (osName) {
                    case "Linux" -> "linux";
                    case "Mac OS X" -> "darwin";
                    default -> throw unsupported(osName, osArch);
                };
        String processor =
                switch (osArch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64" -> "arm_64";
                    default -> throw unsupported(osName, osArch);
                };
        URL archive = Binaries.class.getResource("/postgres-" + system + "-" + processor + ".txz");
        if (archive == null) {
            throw unsupported(osName, osArch);
        }
        return archive;
    }

    /**
     * Names the content: size and CRC-32 as the jar's directory has them, so that a start need not
     * read 15 MB. It tells releases apart; it is no defence, and the class path needs none.
     */
    private static String fingerprint(URL archive) throws IOException {
        if (!(archive.openConnection() instanceof JarURLConnection jar)) {
            throw new IOException("PostgreSQL's programs are not in a jar: " + archive);
        }
        jar.setUseCaches(false);
        try (var opened = jar.getJarFile()) {
            var entry = opened.getJarEntry(jar.getEntryName());
            return "%x-%08x".formatted(entry.getSize(), entry.getCrc());
        }
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream packed = new BufferedInputStream(archive.openStream());
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
            throws IOException {
        Path path = inside(target, target.resolve(entry.getName()));
        if (entry.isDirectory()) {
            createFolder(path, target);
            return;
        }
        createFolder(path.resolveSibling("."), target);
        if (entry.isSymbolicLink()) {
            inside(target, path.resolveSibling(entry.getLinkName()));
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            boolean executable = (entry.getMode() & OWNER_EXECUTES) != 0;
            permit(path, executable ? "rwxr-xr-x" : "rw-r--r--");
        }
    }

    private static void createFolder(Path path, Path target) throws IOException {
        Path folder = path.normalize();
        if (!folder.equals(target) && !Files.isDirectory(folder)) {
            createFolder(folder.resolveSibling("."), target);
            Files.createDirectory(folder);
            permit(folder, "rwxr-xr-x");
        }
    }

    /** Sets what the umask would take away from the account that runs the server. */
    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static Path inside(Path target, Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(target)) {
            throw new IOException("the archive of PostgreSQL's programs points out of its folder");
        }
        return normal;
    }

    private static DemoException unsupported(String osName, String osArch) {
        return new DemoException(
                Reason.PLATFORM,
                "this build of Gatehouse has no PostgreSQL for " + osName + " on " + osArch,
                "Build it on such a machine (Linux or macOS, x86-64 or arm64), or point Gatehouse"
                        + " at a database of yours.");
    }
}
