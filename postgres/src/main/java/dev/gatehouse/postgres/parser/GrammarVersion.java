package dev.gatehouse.postgres.parser;

import java.util.Arrays;
import java.util.Comparator;

/** A major version of PostgreSQL whose grammar this build has, the oldest first. */
public enum GrammarVersion {
    POSTGRESQL_15(15),
    POSTGRESQL_16(16),
    POSTGRESQL_17(17),
    POSTGRESQL_18(18);

    private final int major;

    GrammarVersion(int major) {
        this.major = major;
    }

    public int major() {
        return major;
    }

    /** The grammar for a server: its own, or for one that is older or newer than all, the next. */
    public static GrammarVersion nearest(int serverMajor) {
        return Arrays.stream(values())
                .min(Comparator.comparingInt(version -> Math.abs(version.major - serverMajor)))
                .orElseThrow();
    }

    /** Where the build has put this grammar. */
    String javaPackage() {
        return GrammarVersion.class.getPackageName() + ".v" + major;
    }
}
