package dev.gatehouse.gateway.settings;

import java.nio.file.Path;

/**
 * The audit trail.
 *
 * @param file where its records are kept
 */
public record AuditSettings(Path file) {

    static final Setting<Path> FILE =
            Setting.of("file", new Type.File(), "Where the record of every ask is kept.")
                    .absent(
                            "`gatehouse/audit.jsonl` in `$XDG_STATE_HOME`, which is"
                                    + " `~/.local/state` unless it is set")
                    .example("/var/log/gatehouse/audit.jsonl");

    static final Section SECTION = Section.of("audit", "The audit trail.", FILE);

    static AuditSettings read(Block block, Path absent) {
        return new AuditSettings(block.find(FILE).orElse(absent));
    }
}
