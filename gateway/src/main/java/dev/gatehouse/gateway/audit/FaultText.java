package dev.gatehouse.gateway.audit;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fault as text for the log, bounded, without words that others put into it. */
public final class FaultText {

    private static final int MOST_CAUSES = 8;
    private static final int MOST_FRAMES = 100;

    private FaultText() {}

    /** The fault, with what caused it. */
    public static String of(Throwable fault) {
        return Stream.iterate(fault, f -> f != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .map(FaultText::one)
                .collect(Collectors.joining("\ncaused by "));
    }

    private static String one(Throwable fault) {
        return Stream.concat(
                        Stream.of(fault.getClass().getName() + message(fault)),
                        Stream.of(fault.getStackTrace()).limit(MOST_FRAMES).map(f -> "    at " + f))
                .collect(Collectors.joining("\n"));
    }

    private static String message(Throwable fault) {
        String message = fault.getMessage();
        if (message == null) {
            return "";
        }
        return isOurs(fault) ? ": " + oneLine(message) : ": (message withheld)";
    }

    /** Ours, or of the file system, whose messages name paths and reasons. */
    private static boolean isOurs(Throwable fault) {
        String name = fault.getClass().getName();
        return name.startsWith("dev.gatehouse.")
                || name.startsWith("java.io.")
                || name.startsWith("java.nio.file.");
    }

    private static String oneLine(String message) {
        return AuditText.of(message).replaceAll("\\p{Cntrl}", " ");
    }
}
