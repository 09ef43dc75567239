package dev.gatehouse.core.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every word of a schema, and those of them that somebody may mean who writes another: whole words
 * count in full, words that begin so for half, and where there is neither, words that share most
 * trigrams with what was written, less.
 */
final class Vocabulary {

    private static final int SHORTEST_PREFIX = 3;
    private static final int SHORTEST_MISTAKE = 4;
    private static final int MOST_BEGINNING = 200;
    private static final int MOST_ALIKE = 20;
    private static final float PREFIX = 0.5f;
    private static final float MISTAKE = 0.4f;
    private static final float LEAST_ALIKE = 0.5f;

    private final String[] words;
    private final Map<Long, int[]> byTrigram;

    /**
     * A word that may be meant.
     *
     * @param word its number
     * @param likeness 1 for the very word
     */
    record Meant(int word, float likeness) {}

    /**
     * @param words sorted, each once
     */
    Vocabulary(String[] words) {
        this.words = words.clone();
        Map<Long, Longs> found = new HashMap<>();
        for (int word = 0; word < words.length; word++) {
            if (!Character.isDigit(words[word].charAt(0))) {
                for (long trigram : trigrams(words[word])) {
                    found.computeIfAbsent(trigram, _ -> new Longs()).add(word);
                }
            }
        }
        this.byTrigram = HashMap.newHashMap(found.size());
        found.forEach(
                (trigram, list) ->
                        byTrigram.put(
                                trigram,
                                Arrays.stream(list.toArray()).mapToInt(w -> (int) w).toArray()));
    }

    /** What may be meant by a word, the very word first. */
    List<Meant> meant(String written) {
        List<Meant> meant = new ArrayList<>();
        int at = Arrays.binarySearch(words, written);
        if (at >= 0) {
            meant.add(new Meant(at, 1));
        }
        if (written.length() >= SHORTEST_PREFIX) {
            addBeginning(written, at < 0 ? -at - 1 : at + 1, meant);
        }
        return meant.isEmpty() && written.length() >= SHORTEST_MISTAKE ? alike(written) : meant;
    }

    private void addBeginning(String written, int from, List<Meant> meant) {
        int end = Math.min(words.length, from + MOST_BEGINNING);
        for (int at = from; at < end && words[at].startsWith(written); at++) {
            meant.add(new Meant(at, PREFIX));
        }
    }

    private List<Meant> alike(String written) {
        Set<Long> trigrams = trigrams(written);
        Map<Integer, Integer> shared = new HashMap<>();
        for (long trigram : trigrams) {
            for (int word : byTrigram.getOrDefault(trigram, new int[0])) {
                shared.merge(word, 1, Integer::sum);
            }
        }
        List<Meant> meant = new ArrayList<>();
        shared.forEach(
                (word, common) -> {
                    // One trigram begins with each letter, and one before the first.
                    float all = trigrams.size() + words[word].length() + 1;
                    float likeness = 2 * common / all;
                    if (likeness >= LEAST_ALIKE) {
                        meant.add(new Meant(word, MISTAKE * likeness));
                    }
                });
        meant.sort(
                Comparator.comparingDouble(Meant::likeness)
                        .reversed()
                        .thenComparingInt(Meant::word));
        return meant.subList(0, Math.min(MOST_ALIKE, meant.size()));
    }

    /** The trigrams of a word with two blanks before it and one behind. */
    private static Set<Long> trigrams(String word) {
        String padded = "  " + word + " ";
        Set<Long> trigrams = HashSet.newHashSet(padded.length());
        for (int at = 0; at + 2 < padded.length(); at++) {
            trigrams.add(
                    (long) padded.charAt(at) << 32
                            | (long) padded.charAt(at + 1) << 16
                            | padded.charAt(at + 2));
        }
        return trigrams;
    }
}
