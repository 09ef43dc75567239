package dev.gatehouse.gateway.settings;

import java.util.List;
import java.util.Optional;

/**
 * Everything that an operator has set, checked.
 *
 * @param databases at least one; the first is the default
 * @param file the one that was read; empty when there was none
 */
public record Settings(
        List<DatabaseSettings> databases,
        AccessSettings access,
        IdentitySettings identity,
        StateSettings state,
        AuditSettings audit,
        EndpointSettings http,
        TelemetrySettings telemetry,
        Optional<SettingsFile> file) {

    /** The whole file. */
    static final Section SECTION =
            Section.of("", "", AccessSettings.MASK_KEY)
                    .with(
                            DatabaseSettings.SECTION,
                            AccessSettings.ROLES,
                            PolicySettings.POLICIES,
                            PolicySettings.POLICY,
                            AccessSettings.IDENTITY,
                            StateSettings.SECTION,
                            AuditSettings.SECTION,
                            EndpointSettings.SECTION,
                            TelemetrySettings.Log.SECTION,
                            TelemetrySettings.Metrics.SECTION,
                            TelemetrySettings.Traces.SECTION);

    public Settings {
        databases = List.copyOf(databases);
    }

    /** Reads the settings, and names everything that is wrong with them at once. */
    public static Outcome load(Sources sources) {
        return Loading.of(sources).load();
    }

    /** What came of reading the settings. */
    public sealed interface Outcome {}

    /** The settings can be used. */
    public record Loaded(Settings settings, List<Problem> warnings) implements Outcome {

        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The settings cannot be used.
     *
     * @param problems errors and warnings, in the order of their places
     */
    public record Invalid(List<Problem> problems) implements Outcome {

        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
