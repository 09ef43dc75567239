package dev.gatehouse.postgres.guard;

import dev.gatehouse.postgres.parser.GrammarVersion;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Any text whatever as a caller's statement. */
public final class StatementFuzz {

    private static final Map<GrammarVersion, List<GuardOracle>> ORACLES = oracles();

    private StatementFuzz() {}

    private static Map<GrammarVersion, List<GuardOracle>> oracles() {
        Map<GrammarVersion, List<GuardOracle>> oracles = new EnumMap<>(GrammarVersion.class);
        for (GrammarVersion version : GrammarVersion.values()) {
            oracles.put(
                    version,
                    List.of(
                            new GuardOracle(version, PolicedShop.ANALYST),
                            new GuardOracle(version, PolicedShop.BOTH)));
        }
        return oracles;
    }

    /** One text, which decides by itself which server and which caller it is for. */
    public static void fuzzerTestOneInput(byte[] text) {
        String sql = new String(text, StandardCharsets.UTF_8);
        int hash = sql.hashCode();
        GrammarVersion[] versions = GrammarVersion.values();
        boolean newest = (hash & 3) != 0;
        GrammarVersion version =
                newest ? GuardFixture.NEWEST : versions[Math.floorMod(hash >> 2, versions.length)];
        of(version).get((hash >> 6) & 1).check(sql);
    }

    /** For every caller. */
    static List<GuardOracle> of(GrammarVersion version) {
        return ORACLES.getOrDefault(version, List.of());
    }
}
