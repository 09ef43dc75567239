package dev.gatehouse.app;

import dev.gatehouse.core.ask.Confines;
import dev.gatehouse.core.ask.Rate;
import dev.gatehouse.core.policy.Role;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.ResultColumn;
import dev.gatehouse.core.result.Truncation;
import dev.gatehouse.core.result.Value;
import dev.gatehouse.gateway.identity.ApiKey;
import dev.gatehouse.gateway.identity.ApiKeys;
import dev.gatehouse.gateway.settings.AccessSettings;
import dev.gatehouse.gateway.settings.DatabaseSettings;
import dev.gatehouse.gateway.settings.Settings;
import dev.gatehouse.gateway.state.State;
import dev.gatehouse.gateway.tools.Governed;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse keys}: who may ask over HTTP. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes the API keys of callers over HTTP.",
        subcommands = {
            KeysCommand.Create.class,
            KeysCommand.Listing.class,
            KeysCommand.Revoke.class
        })
final class KeysCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Gatehouse.UNUSABLE;
    }

    /** What is done with the keys. */
    private interface Work {
        int with(ApiKeys keys) throws SQLException;
    }

    private static int on(Settings settings, Work work) throws Failure {
        try (State state = StateStore.open(settings.state())) {
            return work.with(new ApiKeys(state.data(), InstantSource.system(), new SecureRandom()));
        } catch (SQLException failure) {
            throw new Failure(
                    Gatehouse.FAILED,
                    "the keys cannot be read or written",
                    "Look at the place that `state` names in the settings");
        }
    }

    /** {@code gatehouse keys create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a key and prints it, this once: it is kept nowhere.")
    static final class Create implements Callable<Integer> {

        private static final String PER_MINUTE = "--max-queries-per-minute";
        private static final String PER_HOUR = "--max-queries-per-hour";
        private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,4})([dh])");

        @Mixin private final SettingsOption settings = new SettingsOption();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                description = "A role of whoever has the key; may be repeated.")
        private List<String> roles = new ArrayList<>();

        @Option(
                names = "--name",
                paramLabel = "TEXT",
                description = "Whom or what it is for, for the list.")
        private String name = "";

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                description =
                        "90d, 12h, or the day on which it is over, 2027-01-31 (default: never).")
        private Optional<String> expires = Optional.empty();

        @Option(
                names = "--database",
                paramLabel = "NAME",
                description = "Only this database of the role's; may be repeated.")
        private List<String> databases = new ArrayList<>();

        @Option(
                names = "--tools",
                paramLabel = "NAME",
                split = ",",
                description = "Only these tools of the role's, with commas between.")
        private List<String> tools = new ArrayList<>();

        @Option(
                names = PER_MINUTE,
                paramLabel = "N",
                description = "The most statements in a minute, on each database.")
        private Optional<Integer> perMinute = Optional.empty();

        @Option(
                names = PER_HOUR,
                paramLabel = "N",
                description = "The most statements in an hour, on each database.")
        private Optional<Integer> perHour = Optional.empty();

        @Override
        public Integer call() throws Failure {
            PrintWriter err = spec.commandLine().getErr();
            Settings read = settings.load(err);
            require("role", roles, read.access().roles().stream().map(Role::name).toList());
            require(
                    "database",
                    databases,
                    read.databases().stream().map(DatabaseSettings::name).toList());
            require("tool", tools, Governed.toolNames());
            var grant =
                    new ApiKey.Grant(
                            oneLine(name),
                            roles,
                            new Confines(Set.copyOf(databases), Set.copyOf(tools), rate()),
                            end(Instant.now()));
            return on(read, keys -> create(keys, grant, read, err));
        }

        private int create(ApiKeys keys, ApiKey.Grant grant, Settings read, PrintWriter err)
                throws SQLException {
            ApiKeys.Minted minted = keys.create(grant);
            err.println("The key " + minted.key().id() + ", shown this once:");
            err.flush();
            PrintWriter out = spec.commandLine().getOut();
            out.println(minted.token());
            out.flush();
            if (!read.identity().apiKeys()) {
                err.println("Nobody asks for it yet: write `identity: {api_keys: true}`");
            }
            return Gatehouse.DONE;
        }

        private static void require(String what, List<String> names, Collection<String> known)
                throws Failure {
            for (String each : names) {
                if (!known.contains(each)) {
                    throw new Failure(
                            Gatehouse.UNUSABLE,
                            "there is no " + what + " `" + oneLine(each) + "`",
                            known.isEmpty()
                                    ? "The settings name none"
                                    : "There is: "
                                            + String.join(", ", known.stream().sorted().toList()));
                }
            }
        }

        private Rate rate() throws Failure {
            return new Rate(limit(PER_MINUTE, perMinute), limit(PER_HOUR, perHour));
        }

        private static int limit(String option, Optional<Integer> given) throws Failure {
            int most = given.orElse(AccessSettings.MOST_QUERIES);
            if (most < 1 || most > AccessSettings.MOST_QUERIES) {
                throw new Failure(
                        Gatehouse.UNUSABLE,
                        option + " is out of bounds",
                        "A whole number from 1 to " + AccessSettings.MOST_QUERIES);
            }
            return given.orElse(Integer.MAX_VALUE);
        }

        private static String oneLine(String text) {
            return text.replaceAll("\\p{Cntrl}", " ").strip();
        }

        private Optional<Instant> end(Instant now) throws Failure {
            if (expires.isEmpty()) {
                return Optional.empty();
            }
            Matcher length = DAYS.matcher(expires.get());
            Instant end = length.matches() ? now.plus(length(length)) : day(expires.get());
            if (!end.isAfter(now)) {
                throw unfit("the key would be over already");
            }
            return Optional.of(end);
        }

        private static Duration length(Matcher length) {
            long number = Long.parseLong(length.group(1));
            return length.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
        }

        private static Instant day(String text) throws Failure {
            try {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException wrong) {
                throw unfit("--expires is no time");
            }
        }

        private static Failure unfit(String message) {
            return new Failure(
                    Gatehouse.UNUSABLE,
                    message,
                    "Such as 90d, 12h, or the day on which it is over, 2027-01-31");
        }
    }

    /** {@code gatehouse keys list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists all keys, also those that are over; none of them whole.")
    static final class Listing implements Callable<Integer> {

        private static final List<ResultColumn> COLUMNS =
                Stream.of(
                                "id",
                                "name",
                                "roles",
                                "databases",
                                "tools",
                                "limits",
                                "created",
                                "state",
                                "last used")
                        .map(name -> new ResultColumn(name, "text"))
                        .toList();

        @Mixin private final SettingsOption settings = new SettingsOption();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Failure {
            return on(settings.load(spec.commandLine().getErr()), this::list);
        }

        private int list(ApiKeys keys) throws SQLException {
            PrintWriter out = spec.commandLine().getOut();
            Instant now = Instant.now();
            List<List<Value>> rows = keys.list().stream().map(key -> row(key, now)).toList();
            out.print(TextTable.of(new Answer.Table(COLUMNS, rows, 0, Truncation.NONE, 0)));
            out.flush();
            return Gatehouse.DONE;
        }

        private static List<Value> row(ApiKey key, Instant now) {
            return Stream.of(
                            key.id(),
                            key.grant().name(),
                            String.join(", ", key.grant().roles()),
                            all(key.grant().confines().databases()),
                            all(key.grant().confines().tools()),
                            limits(key.grant().confines().rate()),
                            minute(key.created()),
                            state(key, now),
                            key.lastUsed().map(Listing::minute).orElse("never"))
                    .<Value>map(Value.Text::new)
                    .toList();
        }

        private static String all(Set<String> names) {
            return names.isEmpty() ? "all" : String.join(", ", names.stream().sorted().toList());
        }

        private static String limits(Rate rate) {
            String limits =
                    Stream.of(limit(rate.perMinute(), "a minute"), limit(rate.perHour(), "an hour"))
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining(", "));
            return limits.isEmpty() ? "none" : limits;
        }

        private static Optional<String> limit(int most, String period) {
            return most == Integer.MAX_VALUE ? Optional.empty() : Optional.of(most + " " + period);
        }

        private static String state(ApiKey key, Instant now) {
            return key.revoked()
                    .map(since -> "revoked " + minute(since))
                    .or(() -> key.grant().expires().map(end -> until(end, now)))
                    .orElse("good");
        }

        private static String until(Instant end, Instant now) {
            return (now.isBefore(end) ? "good until " : "over since ") + minute(end);
        }

        private static String minute(Instant time) {
            return time.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
        }
    }

    /** {@code gatehouse keys revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes keys, for good and from this moment on.")
    static final class Revoke implements Callable<Integer> {

        @Mixin private final SettingsOption settings = new SettingsOption();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Parameters(
                arity = "1..*",
                paramLabel = "ID",
                description = "As the list shows it; no whole key.")
        private List<String> ids = new ArrayList<>();

        @Override
        public Integer call() throws Failure {
            return on(settings.load(spec.commandLine().getErr()), this::revoke);
        }

        private int revoke(ApiKeys keys) throws SQLException {
            PrintWriter err = spec.commandLine().getErr();
            int unknown = 0;
            for (String id : ids) {
                boolean known = keys.revoke(id);
                err.println(known ? "Revoked " + id : "There is no key of that id");
                unknown += known ? 0 : 1;
            }
            err.flush();
            return unknown == 0 ? Gatehouse.DONE : Gatehouse.FAILED;
        }
    }
}
