package dev.gatehouse.gateway.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** One loading of the settings, from the search for the file to the last check. */
final class Loading {

    private static final String FILE = "gatehouse.yaml";
    private static final String DATABASE_URL = "DATABASE_URL";

    private final Sources sources;
    private final Problems problems;
    private final Map<String, String> variables;

    /** A settings file, and its name in problems. */
    private record Found(Path path, String name) {}

    /** What a settings file says; nothing, when it cannot be read. */
    private record Content(Found file, String text, Optional<Node> root) {

        SettingsFile asFile() {
            return SettingsFile.of(file.path().toAbsolutePath(), file.name(), text, root);
        }
    }

    private Loading(Sources sources, Problems problems, Map<String, String> variables) {
        this.sources = sources;
        this.problems = problems;
        this.variables = variables;
    }

    static Loading of(Sources sources) {
        var problems = new Problems();
        var variables = new HashMap<>(DotEnv.read(sources.folder(), problems));
        variables.putAll(sources.environment());
        return new Loading(sources, problems, variables);
    }

    Settings.Outcome load() {
        Optional<Content> content = file().map(this::content);
        Reading reading = reading(content);
        Block root = content.map(found -> root(found, reading)).orElseGet(() -> nothing(reading));
        List<DatabaseSettings> databases = databases(root, reading);
        List<String> names = databases.stream().map(DatabaseSettings::name).toList();
        IdentitySettings identity =
                IdentitySettings.read(
                        root.block(AccessSettings.IDENTITY),
                        root.names(AccessSettings.ROLES),
                        sources.checks());
        EndpointSettings http =
                EndpointSettings.read(
                        root.block(EndpointSettings.SECTION), identity, sources.checks());
        var settings =
                new Settings(
                        databases,
                        AccessSettings.read(root, names, sources.checks().toolNames()),
                        identity,
                        StateSettings.read(root.block(StateSettings.SECTION), sources.stateFile()),
                        AuditSettings.read(
                                root.block(AuditSettings.SECTION),
                                sources.auditFile(),
                                sources.checks()),
                        http,
                        TelemetrySettings.read(root, () -> isOpen(identity, http)),
                        content.map(Content::asFile));
        return problems.fatal()
                ? new Settings.Invalid(problems.list())
                : new Settings.Loaded(settings, problems.list());
    }

    /** Whether whoever can connect may ask, and is on this machine. */
    private boolean isOpen(IdentitySettings identity, EndpointSettings http) {
        return !identity.isWritten() && sources.checks().isOnlyThisMachine(http.host());
    }

    AuditSettings.Outcome audit() {
        Optional<Content> content = file().map(this::content);
        Reading reading = reading(content);
        Block root = content.map(found -> root(found, reading)).orElseGet(() -> nothing(reading));
        AuditSettings settings =
                AuditSettings.readToRead(root.block(AuditSettings.SECTION), sources.auditFile());
        return problems.fatal()
                ? new AuditSettings.Unusable(problems.list())
                : new AuditSettings.Usable(settings);
    }

    private Optional<Found> file() {
        if (!sources.config().isEmpty()) {
            return Optional.of(
                    new Found(sources.folder().resolve(sources.config()), sources.config()));
        }
        Path here = sources.folder().resolve(FILE);
        Path user = sources.userFile();
        if (Files.exists(here)) {
            return Optional.of(new Found(here, FILE));
        }
        return Files.exists(user)
                ? Optional.of(new Found(user, user.toString()))
                : Optional.empty();
    }

    private Content content(Found file) {
        Optional<String> text = Yaml.text(file.path(), file.name(), problems);
        return new Content(
                file,
                text.orElse(""),
                text.flatMap(found -> Yaml.read(found, file.name(), problems)));
    }

    private Reading reading(Optional<Content> content) {
        Path folder =
                content.map(found -> found.file().path().toAbsolutePath().getParent())
                        .orElse(sources.folder());
        return new Reading(
                new Surroundings(
                        name -> Optional.ofNullable(variables.get(name)), folder, sources.home()),
                sources.options(),
                sources.checks(),
                content.map(found -> Yaml.lines(found.text())).orElse(List.of()),
                problems);
    }

    private static Block root(Content content, Reading reading) {
        String name = content.file().name();
        return content.root()
                .map(node -> Raw.Written.of(node, name))
                .map(written -> Block.of(Settings.SECTION, written, reading))
                .orElseGet(
                        () -> Block.of(Settings.SECTION, Map.of(), new Where(name, 1, 1), reading));
    }

    private static Block nothing(Reading reading) {
        return Block.of(Settings.SECTION, Map.of(), Where.NOWHERE, reading);
    }

    /**
     * The file's databases; the one of {@code DATABASE_URL} only where the file names none, so that
     * a stray variable cannot widen what an operator has written down.
     */
    private List<DatabaseSettings> databases(Block root, Reading reading) {
        Optional<Raw.Variable> url = reading.variable(DATABASE_URL);
        if (root.has(DatabaseSettings.SECTION)) {
            url.ifPresent(this::warnOfUnused);
            return written(root.block(DatabaseSettings.SECTION), root.names(AccessSettings.ROLES));
        }
        if (url.isEmpty()) {
            sayHowToNameOne(root);
            return List.of();
        }
        return List.of(ofVariable(url.orElseThrow(), reading));
    }

    private List<DatabaseSettings> written(Block block, Set<String> roles) {
        var entries = block.entries();
        if (entries.isEmpty() && !problems.fatal()) {
            block.error("no database is named here", "write `NAME: {url: postgres://...}` in it");
        }
        return entries.entrySet().stream()
                .map(entry -> DatabaseSettings.read(entry.getKey(), entry.getValue(), roles))
                .toList();
    }

    private DatabaseSettings ofVariable(Raw.Variable url, Reading reading) {
        Block block =
                Block.of(
                        DatabaseSettings.SECTION,
                        Map.of(DatabaseSettings.URL.name(), url),
                        url.where(),
                        reading);
        String name = Names.ofUrl(url.text()).orElse("default");
        return DatabaseSettings.read(name, block, Set.of());
    }

    private void warnOfUnused(Raw url) {
        problems.warning(
                url.where(),
                "the variable is not used, because the settings file names databases",
                "write `url: ${env:DATABASE_URL}` for one of them, or do not set it");
    }

    private void sayHowToNameOne(Block root) {
        if (!problems.fatal()) {
            root.error(
                    "there is no database to serve",
                    "set DATABASE_URL=postgres://USER:PASSWORD@HOST:5432/DATABASE, or write"
                            + " `databases: {NAME: {url: ...}}` in "
                            + FILE);
        }
    }
}
