package dev.gatehouse.app;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that falls the same way every time. */
final class Dice {

    private final SplittableRandom random;
    private int names;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean in(int percent) {
        return random.nextInt(100) < percent;
    }

    /** A number from 1 to {@code most}. */
    int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String one(String... choices) {
        return one(List.of(choices));
    }

    /** The first of two texts, this often, or else the second. */
    String either(int percent, String often, String otherwise) {
        return in(percent) ? often : otherwise;
    }

    /** A name that nothing else has. */
    String name(String beginning) {
        return beginning + ++names;
    }

    /** What may stand between two words. */
    String space() {
        return in(93) ? " " : one("\n", "\t ", " /* x */ ", " -- x, \"y\n", " /* /* 'x */ */ ");
    }
}
