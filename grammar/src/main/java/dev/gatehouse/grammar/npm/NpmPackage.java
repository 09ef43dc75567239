package dev.gatehouse.grammar.npm;

import dev.gatehouse.grammar.BuildFailure;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A published version of an npm package, pinned to its bytes.
 *
 * @param sha512 the SHA-512 of the tarball in Base64, as a lock file of npm has it after {@code
 *     sha512-}
 */
public record NpmPackage(String name, String version, String sha512) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final int SHA512_BYTES = 64;

    public NpmPackage {
        require(NAME.matcher(name).matches(), "not the name of an npm package: " + name);
        require(VERSION.matcher(version).matches(), "not an exact version: " + version);
        require(isSha512(sha512), "not a SHA-512 in Base64: " + sha512);
    }

    private static boolean isSha512(String text) {
        try {
            return Base64.getDecoder().decode(text).length == SHA512_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new BuildFailure(message);
        }
    }

    /** A name for the files of this package. */
    public String folderName() {
        return name + "-" + version;
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
