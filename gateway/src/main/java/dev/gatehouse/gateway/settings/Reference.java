package dev.gatehouse.gateway.settings;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference page of all settings, in Markdown, made from their declarations. */
public final class Reference {

    private static final String INTRODUCTION =
            """
            # Settings

            <!-- Generated from the declarations of the settings. To write it anew:
                 ./mvnw -pl gateway -am test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dgatehouse.update=true -->

            Gatehouse reads one file: the one that `--config FILE` names, or else `gatehouse.yaml` in the
            working folder, or else `gatehouse/gatehouse.yaml` in `$XDG_CONFIG_HOME` (`~/.config`). Without
            a file, `DATABASE_URL=postgres://USER:PASSWORD@HOST:5432/DATABASE` is enough: the database gets
            its own name, or the name `default`. Where the file names databases, `DATABASE_URL` is not used,
            and a warning says so.

            An unknown name is an error. Everything that is wrong is reported together, with its place;
            `gatehouse check` does nothing else; `gatehouse check --connect` asks the databases, too.

            **Policies** are held against the databases when Gatehouse starts: a table or a column that there is
            not, an expression that the database does not take, or a mask that does not fit is an error with its
            place, and nothing starts. A database that does not answer within ten seconds is left for
            later; what of its policies turns out not to fit is logged, and what it is about stays hidden. Where
            several databases have one policy, a table that it names is in one of them.

            **Reading again.** `serve`, `stdio` and `demo` look at the file every second. `roles`, `policies`,
            `policy`, `mask_key` (with the file that it refers to) and `identity.local` are read again when the file
            has changed and then stayed the same for a second. They are checked as at the start, and take the place
            of those before all at once, or not at all: after any error, which the log tells, nothing changes. Calls
            that are admitted by then end under the policies that they began with; all others, of running
            sessions too, go under the new ones, and with the new role and claims of the local user. Everything
            else in the file needs a restart, and the log names what has changed of it. So does a file that has no
            policy any more, because everything could be read then, and one in which `identity.oidc` or
            `identity.certificates` is another: which roles callers have, and what these may do, go together.

            **Variables** are read where the file says nothing. Variables of the process win over those in
            a file `.env` in the working folder. In a variable, a list is separated by commas, and a time
            may be a bare number of seconds. An **option** of the command line wins over the file.

            **References** work in every value of the file: `${env:NAME}` is a variable, `${file:PATH}` the
            content of a file, without the line end at its end; `$${` is a plain `${`. What a secret or a
            URL refers to is read at each use, so a file may be exchanged while Gatehouse runs. Relative
            paths begin at the folder of the settings file, `~/` at the home folder.

            **Sizes** have a unit (`B`, `KiB`, `MiB`, `GiB`), and so have **times** (`ms`, `s`, `m`, `h`).
            """;

    private Reference() {}

    /** The page. */
    public static String markdown() {
        return INTRODUCTION
                + "\n## At the top\n\n"
                + table(Settings.SECTION)
                + sections(Settings.SECTION, "")
                + example();
    }

    private static String sections(Section parent, String path) {
        return parent.sections().stream()
                .map(section -> section(section, path + section.name()))
                .collect(Collectors.joining());
    }

    private static String section(Section section, String name) {
        String path = section.hasEntries() ? name + "." + section.entry() : name;
        return "\n## `%s`\n\n%s\n".formatted(path, section.help())
                + (section.settings().isEmpty() ? "" : "\n" + table(section))
                + sections(section, path + ".");
    }

    private static String table(Section section) {
        return "| setting | value | default | variable or option | meaning |\n|---|---|---|---|---|\n"
                + section.settings().stream().map(Reference::row).collect(Collectors.joining());
    }

    private static String row(Setting<?> setting) {
        return Stream.of(
                        code(setting.name()),
                        setting.type().words(),
                        setting.fallback().isEmpty() ? setting.absent() : code(setting.fallback()),
                        code(setting.variable() + setting.option()),
                        setting.help())
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String example() {
        return "\n## Example\n\n```yaml\n" + exampleFile() + "```\n";
    }

    /** A file that sets everything that can be set together. */
    static String exampleFile() {
        return lines(Settings.SECTION, 0).collect(Collectors.joining());
    }

    private static Stream<String> lines(Section section, int depth) {
        Stream<String> settings =
                section.settings().stream()
                        .filter(setting -> !replaced().contains(setting))
                        .filter(setting -> !setting.example().isEmpty())
                        .map(s -> line(depth, s.name() + ": " + s.example()));
        return Stream.concat(settings, section.sections().stream().flatMap(s -> inner(s, depth)));
    }

    private static Stream<String> inner(Section section, int depth) {
        Stream<String> name = Stream.of(line(depth, section.name() + ":"));
        return section.hasEntries()
                ? Stream.of(
                                name,
                                Stream.of(line(depth + 1, section.example() + ":")),
                                lines(section, depth + 2))
                        .flatMap(s -> s)
                : Stream.concat(name, lines(section, depth + 1));
    }

    private static String line(int depth, String text) {
        return "  ".repeat(depth) + text + "\n";
    }

    /** What a URL stands instead of. */
    private static List<Setting<?>> replaced() {
        return List.of(
                DatabaseSettings.HOST,
                DatabaseSettings.PORT,
                DatabaseSettings.DBNAME,
                DatabaseSettings.SSL_MODE);
    }
}
