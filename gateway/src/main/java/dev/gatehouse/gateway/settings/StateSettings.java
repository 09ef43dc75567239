package dev.gatehouse.gateway.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where is kept what must outlive the program, such as API keys.
 *
 * @param file an SQLite file, where no database is named
 * @param url of a PostgreSQL database that several instances share
 */
public record StateSettings(Path file, Optional<Secret> url) {

    static final Setting<Path> FILE =
            Setting.of("file", new Type.File(), "An SQLite file, for one machine.")
                    .absent(
                            "`gatehouse/state.db` in `$XDG_STATE_HOME`, which is `~/.local/state`"
                                    + " unless it is set")
                    .example("/var/lib/gatehouse/state.db");

    static final Setting<Secret> URL =
            Setting.of(
                            "url",
                            new Type.Url(),
                            "A PostgreSQL database instead, which several instances can share;"
                                    + " its role makes tables there.")
                    .absent("the file")
                    .example("${env:STATE_URL}");

    static final Section SECTION =
            Section.of(
                    "state",
                    "Where API keys are kept, and what is left of hourly quotas.",
                    FILE,
                    URL);

    static StateSettings read(Block block, Path absent) {
        return new StateSettings(block.find(FILE).orElse(absent), block.find(URL));
    }
}
