package dev.gatehouse.gateway.settings;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What the parser says, for operators. Messages that quote the file are replaced: a password
 * without quotes may begin with any of these characters.
 */
final class YamlMessage {

    private static final int MOST_SHOWN = 120;

    private YamlMessage() {}

    static String of(MarkedYamlEngineException e) {
        return of(String.valueOf(e.getProblem()));
    }

    static String of(String said) {
        if (said.startsWith("Number of aliases")) {
            return "there are too many aliases";
        }
        if (said.contains("alias") || said.contains("anchor")) {
            return "`*` and `&` have a meaning of their own in YAML; put the value in quotes";
        }
        if (said.contains("tag")) {
            return "`!` has a meaning of its own in YAML; put the value in quotes";
        }
        if (said.contains("TAB")) {
            return "a tab cannot indent in YAML; use spaces";
        }
        return "this is not YAML: " + Yaml.shown(said, MOST_SHOWN);
    }
}
