package dev.gatehouse.postgres.parser;

/** How the grammar's WebAssembly code runs. Both ways give the same bytes. */
public enum Execution {
    /** As JVM classes, which the build has made. */
    COMPILED,

    /**
     * By an interpreter, some hundred times slower: to find out whether a fault is the compiler's.
     */
    INTERPRETED;

    /** The system property that chooses the interpreter when its value is {@code interpreter}. */
    public static final String PROPERTY = "gatehouse.parser";

    static Execution configured() {
        return "interpreter".equals(System.getProperty(PROPERTY)) ? INTERPRETED : COMPILED;
    }
}
