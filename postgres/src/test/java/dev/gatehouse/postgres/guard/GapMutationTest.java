package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.postgres.parser.ParserException;
import dev.gatehouse.postgres.parser.PostgresParser;
import dev.gatehouse.postgres.parser.Token;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands between the tokens of a statement, white space and comments of every kind, changes
 * neither the verdict nor what the guard makes of it.
 */
class GapMutationTest {

    private static final int VARIANTS = 25;

    private static final List<String> ON_ONE_LINE =
            List.of(
                    " ",
                    "\t",
                    "\f",
                    "   ",
                    "/**/",
                    "/* ' */",
                    "/*\"*/ ",
                    " /* $$ */",
                    "/* a /* nested */ ; -- b */",
                    "/*+ SeqScan(a) */",
                    "/*! x */",
                    "/* ü→ */");

    private static final List<String> ON_LINES =
            List.of("\n", "\r\n", " \n\t", "-- '\n", "--\n--\"\n", " -- ; /* \n", "/* \n */\n");

    private static final PostgresParser PARSER = GuardFixture.parser(GuardFixture.NEWEST);

    @ParameterizedTest
    @MethodSource("statements")
    void judgesTheSameWhateverStandsBetweenTheTokens(String sql) {
        Random random = new Random(sql.hashCode());
        String expected = verdict(sql);
        for (int variant = 0; variant < VARIANTS; variant++) {
            String mutated = mutated(sql, random);
            assertThat(verdict(mutated)).as(mutated).isEqualTo(expected);
        }
    }

    static Stream<String> statements() {
        return Stream.concat(Corpus.of("attack"), Corpus.of("benign"))
                .map(Corpus::sql)
                .filter(sql -> tokens(sql).isPresent())
                .distinct();
    }

    /** The tokens of the guarded text, or the code and the words of the refusal. */
    private static String verdict(String sql) {
        try {
            String guarded = GuardFixture.guarded(sql);
            return tokens(guarded).orElseThrow().stream()
                    .map(token -> text(guarded, token))
                    .collect(Collectors.joining(" "));
        } catch (Refused refused) {
            return refused.refusal().code() + ": " + refused.refusal().message();
        }
    }

    private static String mutated(String sql, Random random) {
        StringBuilder mutated = new StringBuilder();
        byte[] bytes = bytes(sql);
        int at = 0;
        for (Token token : tokens(sql).orElseThrow()) {
            String gap = new String(bytes, at, token.start() - at, StandardCharsets.UTF_8);
            mutated.append(gap(gap, at == 0, random)).append(text(sql, token));
            at = token.end();
        }
        return mutated.toString();
    }

    /** A line break between two strings joins them, so it stays, and none is put in. */
    private static String gap(String gap, boolean first, Random random) {
        if (gap.isEmpty() && !first) {
            return "";
        }
        List<String> kinds = gap.indexOf('\n') >= 0 ? ON_LINES : ON_ONE_LINE;
        return Stream.generate(() -> kinds.get(random.nextInt(kinds.size())))
                .limit(1 + random.nextInt(2))
                .collect(Collectors.joining());
    }

    /** The tokens that are no comments; empty when the text cannot be scanned to its end. */
    private static Optional<List<Token>> tokens(String sql) {
        try {
            return Optional.of(
                    PARSER.scan(bytes(sql)).stream().filter(token -> !token.comment()).toList());
        } catch (ParserException e) {
            return Optional.empty();
        }
    }

    private static String text(String sql, Token token) {
        byte[] bytes = bytes(sql);
        return new String(
                bytes, token.start(), token.end() - token.start(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String sql) {
        return sql.getBytes(StandardCharsets.UTF_8);
    }
}
