package dev.gatehouse.postgres.guard;

import java.nio.charset.StandardCharsets;

/** Bytes as the recipe of a statement, which then goes the way of any other. */
public final class SentenceFuzz {

    private SentenceFuzz() {}

    /** One recipe. */
    public static void fuzzerTestOneInput(byte[] recipe) {
        StatementFuzz.fuzzerTestOneInput(Sentence.of(recipe).getBytes(StandardCharsets.UTF_8));
    }
}
