package dev.gatehouse.postgres.parser;

import java.util.Arrays;
import java.util.Optional;

/** A major version of PostgreSQL whose grammar this build has. */
public enum GrammarVersion {
    POSTGRESQL_18(18);

    private final int major;

    GrammarVersion(int major) {
        this.major = major;
    }

    public int major() {
        return major;
    }

    /** The grammar of a server's major version; absent when this build has none for it. */
    public static Optional<GrammarVersion> of(int major) {
        return Arrays.stream(values()).filter(version -> version.major == major).findFirst();
    }

    /** Where the build has put this grammar. */
    String javaPackage() {
        return GrammarVersion.class.getPackageName() + ".v" + major;
    }
}
