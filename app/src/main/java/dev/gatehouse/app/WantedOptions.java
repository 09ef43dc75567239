package dev.gatehouse.app;

import dev.gatehouse.gateway.audit.export.Wanted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which records of the audit trail are wanted. */
final class WantedOptions {

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From this time on: 2026-11-27 (UTC), or 2026-11-27T10:00:00Z.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--caller", paramLabel = "ID", description = "Who asked.")
    private Optional<String> caller = Optional.empty();

    @Option(names = "--tool", paramLabel = "NAME", description = "Which tool or command.")
    private Optional<String> tool = Optional.empty();

    @Option(names = "--database", paramLabel = "NAME", description = "Which database.")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "Why it was refused, such as RELATION_UNAVAILABLE.")
    private Optional<String> code = Optional.empty();

    @Option(
            names = "--decision",
            paramLabel = "WORD",
            description = "What became of it: answered, refused, repaired.")
    private Optional<String> decision = Optional.empty();

    @Option(
            names = "--relation",
            paramLabel = "NAME",
            description = "A table that the statement names, with its schema or without.")
    private Optional<String> relation = Optional.empty();

    @Option(names = "--fp", paramLabel = "DIGITS", description = "Which statement (fingerprint).")
    private Optional<String> fingerprint = Optional.empty();

    @Option(names = "--session", paramLabel = "ID", description = "Which session.")
    private Optional<String> session = Optional.empty();

    Wanted read(CommandSpec spec) {
        Map<String, String> members = new HashMap<>();
        caller.ifPresent(text -> members.put("caller", text));
        tool.ifPresent(text -> members.put("tool", text));
        database.ifPresent(text -> members.put("database", text));
        code.ifPresent(text -> members.put("code", text.toUpperCase(Locale.ROOT)));
        decision.ifPresent(text -> members.put("decision", text));
        fingerprint.ifPresent(text -> members.put("fp", text));
        session.ifPresent(text -> members.put("session", text));
        return new Wanted(
                since.map(text -> time(text, "--since", spec)),
                until.map(text -> time(text, "--until", spec)),
                relation,
                members);
    }

    private static Instant time(String text, String option, CommandSpec spec) {
        try {
            return text.length() == "2026-11-27".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException _) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " takes a day, 2026-11-27, or a time, 2026-11-27T10:00:00Z");
        }
    }
}
