package dev.gatehouse.postgres.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.postgres.parser.GrammarVersion;
import dev.gatehouse.postgres.parser.ParserException;
import dev.gatehouse.postgres.parser.PostgresParser;
import dev.gatehouse.postgres.parser.SqlSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The scanner of one version finds the comments for all of them. Texts put together from what
 * scanners tell apart show that each version's own parser takes the same things for comments.
 */
class CommentTest {

    private static final int TEXTS = 20_000;

    private static final List<String> PIECES =
            List.of(
                    "--",
                    "/*",
                    "*/",
                    "'",
                    "''",
                    "\"",
                    "$$",
                    "$a$",
                    "$1",
                    "E'",
                    "B'",
                    "x'",
                    "N'",
                    "U&'",
                    "U&\"",
                    "\\",
                    "\\'",
                    "*",
                    "/",
                    "-",
                    "+",
                    "||",
                    "<",
                    "@",
                    "!",
                    "a",
                    "b.c",
                    "1",
                    "0x1",
                    "1_0",
                    "1.5e3",
                    ",",
                    "(",
                    ")",
                    "[",
                    "]",
                    "::",
                    ":=",
                    "=>",
                    " ",
                    "\n",
                    "\r",
                    "\t",
                    "\f",
                    "\u000b",
                    "\u00a0",
                    "ö",
                    "UESCAPE '!'",
                    ";");

    @ParameterizedTest
    @EnumSource(GrammarVersion.class)
    void whatIsBlankedIsAComment(GrammarVersion version) {
        PostgresParser parser = GuardFixture.parser(version);
        Random random = new Random(version.major());
        int compared = 0;
        for (int i = 0; i < TEXTS; i++) {
            String sql = "SELECT " + text(random);
            Optional<byte[]> tree = tree(parser, sql.getBytes(UTF_8));
            boolean commented = sql.contains("--") || sql.contains("/*");
            if (commented && tree.isPresent()) {
                Optional<byte[]> blanked = blanked(parser, sql);
                blanked.ifPresent(text -> requireSame(sql, tree, tree(parser, text)));
                compared += blanked.isPresent() ? 1 : 0;
            }
        }
        assertThat(compared).isGreaterThan(TEXTS / 100);
    }

    /** Positions included, to the byte. */
    private static void requireSame(String sql, Optional<byte[]> tree, Optional<byte[]> blanked) {
        assertThat(blanked.map(json -> new String(json, UTF_8)))
                .as(sql)
                .isEqualTo(tree.map(json -> new String(json, UTF_8)));
    }

    private static String text(Random random) {
        return Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                .limit(1 + random.nextInt(12))
                .collect(Collectors.joining());
    }

    /**
     * Empty for a number with letters behind it, which libpg_query 15 reads, but no server does.
     */
    private static Optional<byte[]> blanked(PostgresParser parser, String sql) {
        try {
            return Optional.of(Grammar.withoutComments(parser, sql, sql.getBytes(UTF_8)));
        } catch (SqlSyntaxException refused) {
            assertThat(refused).as(sql).hasMessageStartingWith("trailing junk after numeric");
            return Optional.empty();
        }
    }

    private static Optional<byte[]> tree(PostgresParser parser, byte[] sql) {
        try {
            return Optional.of(parser.parse(sql));
        } catch (ParserException e) {
            return Optional.empty();
        }
    }
}
