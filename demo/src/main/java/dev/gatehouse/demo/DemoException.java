package dev.gatehouse.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The demo database cannot be had; says why, and in {@link #help()} what to do about it. */
public final class DemoException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong, for programs. */
    public enum Reason {
        /** No PostgreSQL for this operating system and processor. */
        PLATFORM,
        /** Started by root, and no unprivileged account can run the server. */
        ACCOUNT,
        /** The folder cannot be used: not writable, not private, or with an unsuitable name. */
        FOLDER,
        /** Another program uses the folder in a way that cannot be shared. */
        BUSY,
        /** The disk or the quota is full. */
        DISK_FULL,
        /** PostgreSQL did not start. */
        SERVER
    }

    private final Reason reason;
    private final String help;

    DemoException(Reason reason, String message, String help) {
        super(message);
        this.reason = reason;
        this.help = help;
    }

    private DemoException(Reason reason, String message, String help, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.help = help;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }

    /** What to try next, one or two sentences. */
    public String help() {
        return help;
    }

    /** A failure of the file system below the demo's folder. */
    static DemoException of(IOException cause, Path folder) {
        if (tellsOfFullDisk(String.valueOf(cause.getMessage()))) {
            return diskFull(folder);
        }
        return new DemoException(
                Reason.FOLDER,
                "the demo's folder " + folder + " cannot be used: " + describe(cause),
                "Make it writable for you, or choose another folder with "
                        + DemoSettings.FOLDER_VARIABLE
                        + ".",
                cause);
    }

    /** A PostgreSQL program that failed, with the last lines it wrote. */
    static DemoException of(String what, String output, Path folder) {
        if (tellsOfFullDisk(output)) {
            return diskFull(folder);
        }
        return new DemoException(
                Reason.SERVER,
                what + " failed: " + output.strip(),
                "Deleting "
                        + folder
                        + " while no Gatehouse runs makes the next start begin from nothing.");
    }

    private static DemoException diskFull(Path folder) {
        return new DemoException(
                Reason.DISK_FULL,
                "the disk of the demo's folder " + folder + " is full",
                "Free 250 MB there, or choose another folder with "
                        + DemoSettings.FOLDER_VARIABLE
                        + ".");
    }

    private static boolean tellsOfFullDisk(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("quota exceeded");
    }

    private static String describe(IOException cause) {
        return cause.getClass().getSimpleName().replace("Exception", "") + " " + cause.getMessage();
    }
}
