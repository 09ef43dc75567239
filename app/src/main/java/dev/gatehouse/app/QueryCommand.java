package dev.gatehouse.app;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Cancellation;
import dev.gatehouse.core.ask.Origin;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.result.Answer;
import dev.gatehouse.core.result.Truncation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse query SQL}: one governed query from the shell. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description =
                "Runs one governed query, exactly as an agent's would run, and prints its rows.")
final class QueryCommand implements Callable<Integer> {

    @Mixin private final SettingsOption settings = new SettingsOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SQL", description = "The statement.")
    private String sql = "";

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "Which database to ask (default: the first).")
    private String database = "";

    @Option(
            names = "--limit",
            paramLabel = "ROWS",
            description = "The most rows; never more than the settings allow.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How to print the rows: table (default), csv, json, markdown.")
    private QueryFormat format = QueryFormat.TABLE;

    @Option(
            names = "--demo",
            description =
                    "Ask the demo's shop, whatever the settings say; starts it for that long.")
    private boolean demo;

    @Override
    public Integer call() throws Failure, InterruptedException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is at least 1");
        }
        PrintWriter err = spec.commandLine().getErr();
        if (!demo) {
            try (Gate gate = settings.open(err)) {
                return show(answer(gate));
            }
        }
        try (Demo shop = Demo.start(err);
                Gate gate = shop.gate(err)) {
            return show(answer(gate));
        }
    }

    private Answer answer(Gate gate) {
        Ask ask = new Ask.Query(new Origin("cli", "query", "", ""), database, sql, limit);
        Cancellation cancellation = new Cancellation();
        Runtime.getRuntime().addShutdownHook(new Thread(cancellation::cancel, "cancel the query"));
        return gate.governor().answer(gate.localCaller(), ask, cancellation);
    }

    private int show(Answer answer) throws Failure {
        return switch (answer) {
            case Answer.Table table -> {
                print(table);
                yield Gatehouse.DONE;
            }
            case Answer.Denied(Refusal refusal) -> throw refused(refusal);
            case Answer.Plan _, Answer.Sight _, Answer.Portrait _, Answer.Names _ ->
                    throw new IllegalStateException("a query was answered with something else");
        };
    }

    /** What is not rows must not get among those that a program reads. */
    private void print(Answer.Table table) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.text(table));
        out.flush();
        if (format != QueryFormat.TABLE && table.truncation() != Truncation.NONE) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("(" + TextTable.summary(table) + ")");
            err.flush();
        }
    }

    static Failure refused(Refusal refusal) {
        String place = refusal.place().known() ? " (" + refusal.place() + ")" : "";
        return new Failure(
                Gatehouse.FAILED,
                refusal.code() + ": " + refusal.message() + place,
                refusal.help());
    }
}
