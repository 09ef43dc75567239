package dev.gatehouse.mcp.peer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place in a distributed trace that a request belongs to, as its sender says it (W3C Trace
 * Context, level 1 and 2). It is passed on, and nothing is decided by it.
 *
 * @param traceId of the whole trace: 32 hexadecimal digits in lower case; empty for none
 * @param parentId the step of it that sent the request: 16 such digits
 * @param sampled whether the sender keeps the trace
 * @param state the other header, {@code tracestate}, at most {@value #LONGEST_STATE} characters;
 *     empty when there is none, or none that is well formed
 */
public record TraceContext(String traceId, String parentId, boolean sampled, String state) {

    /** No trace. */
    public static final TraceContext NONE = new TraceContext("", "", false, "");

    private static final int LONGEST_PARENT = 512;
    private static final int LONGEST_STATE = 512;
    private static final int MOST_MEMBERS = 32;

    /** Later versions may have more behind a hyphen (section 3.2.4 and 4.3, versioning). */
    private static final Pattern PARENT =
            Pattern.compile(
                    "(?<version>(?!ff)[0-9a-f]{2})-(?<trace>(?!0{32})[0-9a-f]{32})"
                            + "-(?<parent>(?!0{16})[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<more>-.*)?",
                    Pattern.DOTALL);

    /** A key of a tenant, or a simple one; then what is neither a comma nor an equals sign. */
    private static final Pattern MEMBER =
            Pattern.compile(
                    "([a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})"
                            + "=[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");

    private static final Pattern COMMA = Pattern.compile("[ \\t]*,[ \\t]*");

    public TraceContext {
        requireNonNull(traceId, "traceId is null");
        requireNonNull(parentId, "parentId is null");
        requireNonNull(state, "state is null");
    }

    /**
     * What two texts say of a trace. Whatever is not exactly of the form says nothing; without a
     * good {@code parent} neither does {@code state}.
     */
    public static TraceContext of(String parent, String state) {
        if (parent.length() > LONGEST_PARENT) {
            return NONE;
        }
        Matcher found = PARENT.matcher(parent);
        boolean first = found.matches() && found.group("version").equals("00");
        if (!found.matches() || (first && found.group("more") != null)) {
            return NONE;
        }
        boolean sampled = (Integer.parseInt(found.group("flags"), 16) & 1) == 1;
        return new TraceContext(
                found.group("trace"), found.group("parent"), sampled, wellFormed(state));
    }

    /** Whether there is a trace. */
    public boolean isKnown() {
        return !traceId.isEmpty();
    }

    /** This one, or {@code other} where this is none. */
    public TraceContext or(TraceContext other) {
        return isKnown() ? this : other;
    }

    /** Empty members are permitted, and left out; keys that come twice are not (section 3.3). */
    private static String wellFormed(String state) {
        // First of all: how long splitting takes grows with the square of the length.
        if (state.length() > LONGEST_STATE) {
            return "";
        }
        List<String> members =
                COMMA.splitAsStream(state.strip()).filter(it -> !it.isEmpty()).toList();
        boolean good =
                members.size() <= MOST_MEMBERS
                        && members.stream().allMatch(it -> MEMBER.matcher(it).matches())
                        && members.stream().map(it -> it.split("=", 2)[0]).distinct().count()
                                == members.size();
        return good ? String.join(",", members) : "";
    }
}
