package dev.gatehouse.app;

import dev.gatehouse.core.Simulation;
import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Attribute;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.engine.SessionContext;
import dev.gatehouse.core.policy.Decision;
import dev.gatehouse.core.policy.Reason;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.RelationUse;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse policy}: what policies do. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Shows what policies do.",
        subcommands = PolicyCommand.Explain.class)
final class PolicyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Gatehouse.UNUSABLE;
    }

    /** {@code gatehouse policy explain}: the simulator. */
    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description =
                    "Tells what would become of a query, rule by rule, without running it. What it"
                            + " prints holds the constants of masks and filters.")
    static final class Explain implements Callable<Integer> {

        @Mixin private final SettingsOption settings = new SettingsOption();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "SQL", description = "The statement.")
        private String sql = "";

        @Option(
                names = "--as",
                paramLabel = "ROLE",
                description = "A role of the caller; may be repeated (default: the local user's).")
        private List<String> roles = new ArrayList<>();

        @Option(
                names = "--claim",
                paramLabel = "NAME=VALUE",
                description = "Something known of the caller; may be repeated.")
        private Map<String, String> claims = new LinkedHashMap<>();

        @Option(
                names = "--database",
                paramLabel = "NAME",
                description = "Which database to ask (default: the first).")
        private String database = "";

        @Override
        public Integer call() throws Failure, InterruptedException {
            try (Gate gate = settings.open(spec.commandLine().getErr())) {
                Ask.Query ask =
                        new Ask.Query(
                                new Origin("cli", "policy explain", "", ""),
                                database,
                                sql,
                                Integer.MAX_VALUE);
                return show(gate.governor().simulate(caller(gate), ask));
            } catch (Refused refused) {
                throw QueryCommand.refused(refused.refusal());
            }
        }

        private Caller caller(Gate gate) {
            Map<String, Attribute> known =
                    claims.entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, e -> value(e.getValue())));
            return gate.localCaller(roles.isEmpty() ? gate.localCaller().roles() : roles, known);
        }

        private static Attribute value(String text) {
            return text.matches("-?\\d{1,18}")
                    ? new Attribute.Numeric(new BigDecimal(text))
                    : new Attribute.Text(text);
        }

        private int show(Simulation simulation) {
            PrintWriter out = spec.commandLine().getOut();
            int exitCode =
                    switch (simulation.decision()) {
                        case Decision.Permit _ -> {
                            out.println("Permitted.");
                            yield Gatehouse.DONE;
                        }
                        case Decision.Deny(Refusal refusal, var _) -> {
                            out.println("Refused: " + refusal.code() + ": " + refusal.message());
                            yield Gatehouse.FAILED;
                        }
                    };
            list(
                    out,
                    "Because",
                    simulation.decision().reasons().stream().map(Reason::words).toList());
            list(out, "Tables", simulation.relations().stream().map(Explain::words).toList());
            list(out, "Columns", columns(simulation));
            list(out, "Limits", LimitWords.of(simulation.limits()));
            list(out, "Session", session(simulation.session()));
            list(out, "Runs", simulation.sql().stream().map(Object::toString).toList());
            out.flush();
            return exitCode;
        }

        private static void list(PrintWriter out, String title, List<String> lines) {
            if (!lines.isEmpty()) {
                out.println(title + ":");
                lines.forEach(line -> out.println("  " + line));
            }
        }

        private static List<String> columns(Simulation simulation) {
            return simulation.columns().entrySet().stream()
                    .filter(entry -> !entry.getValue().isEmpty())
                    .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
                    .toList();
        }

        private static List<String> session(SessionContext session) {
            return Stream.concat(
                            session.settings().stream().map(SessionContext.Told::toString),
                            session.role().stream().map(role -> "role " + role))
                    .toList();
        }

        private static String words(RelationUse use) {
            String place = use.place().known() ? " (" + use.place() + ")" : "";
            return use.relation().name() + place;
        }
    }
}
