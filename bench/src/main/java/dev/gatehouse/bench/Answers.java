package dev.gatehouse.bench;

import java.io.IOException;

/** What a server said. */
final class Answers {

    private static final String ID = "\"id\":";

    private Answers() {}

    /**
     * An answer that is no refusal.
     *
     * @throws IOException when it is one: a fast refusal must not be taken for a fast call
     */
    static String check(String answer) throws IOException {
        if (!answer.contains("\"result\":") || answer.contains("\"isError\":true")) {
            throw new IOException("no result: " + answer);
        }
        return answer;
    }

    /** The number of the request that is answered. */
    static int id(String answer) {
        int from = answer.indexOf(ID) + ID.length();
        int to = from;
        while (Character.isDigit(answer.charAt(to))) {
            to++;
        }
        return Integer.parseInt(answer, from, to, 10);
    }
}
