package dev.gatehouse.core.search;

import dev.gatehouse.core.catalog.Catalog;
import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.core.catalog.RelationName;
import dev.gatehouse.core.search.Vocabulary.Meant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The words of a catalog, so that its tables can be sought. Rare words decide more than common
 * ones, by the measure that BM25 has for it (Robertson and Zaragoza, The Probabilistic Relevance
 * Framework, 2009); of the places where a table has a word, the one that weighs most counts.
 * Immutable; holds names and numbers of the catalog, and not the catalog itself.
 */
public final class SchemaIndex {

    private static final int MOST_WORDS = 16;
    private static final int MOST_COLUMNS = 8;

    /** Parts and children have the words of their parent, and are seldom what is meant. */
    private static final float CHILD = 0.7f;

    private final RelationName[] tables;
    private final String[][] columns;
    private final float[] standing;
    private final Vocabulary vocabulary;
    private final long[][] postings;

    private SchemaIndex(List<Relation> relations, Map<String, Longs> written) {
        this.tables = relations.stream().map(Relation::name).toArray(RelationName[]::new);
        this.columns =
                relations.stream()
                        .map(it -> it.columnNames().toArray(String[]::new))
                        .toArray(String[][]::new);
        this.standing = new float[tables.length];
        for (int table = 0; table < tables.length; table++) {
            standing[table] = relations.get(table).ancestors().isEmpty() ? 1 : CHILD;
        }
        String[] words = written.keySet().stream().sorted().toArray(String[]::new);
        this.vocabulary = new Vocabulary(words);
        this.postings = new long[words.length][];
        Arrays.setAll(postings, word -> written.getOrDefault(words[word], new Longs()).toArray());
    }

    /** Reads a catalog, which takes about a second for a million columns. */
    public static SchemaIndex of(Catalog catalog) {
        List<Relation> relations = List.copyOf(catalog.relations());
        Writing writing = new Writing();
        for (int table = 0; table < relations.size(); table++) {
            writing.add(table, relations.get(table));
        }
        return new SchemaIndex(relations, writing.postings());
    }

    /** How much it remembers, in places of words; each takes eight bytes. */
    public long size() {
        return Arrays.stream(postings).mapToLong(each -> each.length).sum();
    }

    /**
     * Finds tables.
     *
     * @param query some words; further ones than sixteen are left out
     * @param most the most tables
     */
    public Found search(String query, int most) {
        List<Sought> sought =
                Words.of(query, MOST_WORDS).stream().distinct().flatMap(this::sought).toList();
        float[] scores = new float[tables.length];
        sought.stream().map(Sought::word).distinct().forEach(word -> add(word, sought, scores));
        int all = 0;
        PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst(scores));
        for (int table = 0; table < scores.length; table++) {
            if (scores[table] > 0) {
                all++;
                best.add(table);
                if (best.size() > most) {
                    best.remove();
                }
            }
        }
        List<Found.Hit> hits =
                best.stream()
                        .sorted(worstFirst(scores).reversed())
                        .map(table -> new Found.Hit(tables[table], columns(table, sought)))
                        .toList();
        return new Found(hits, all);
    }

    private static Comparator<Integer> worstFirst(float[] scores) {
        return Comparator.<Integer>comparingDouble(table -> scores[table])
                .thenComparing(Comparator.reverseOrder());
    }

    /**
     * A word of the index that counts for a word of the query.
     *
     * @param word of the query
     * @param found number of the word of the index
     * @param worth of each place by its weight
     */
    private record Sought(String word, int found, float worth) {}

    private Stream<Sought> sought(String word) {
        List<Meant> meant = vocabulary.meant(word);
        // A rarer word that only resembles what was written is no better than the very word.
        float most = meant.isEmpty() ? 0 : rarity(meant.getFirst().word());
        return meant.stream()
                .map(
                        it -> {
                            float rarity = Math.min(most, rarity(it.word()));
                            return new Sought(word, it.word(), it.likeness() * rarity);
                        });
    }

    private float rarity(int word) {
        int in = 0;
        int last = -1;
        for (long place : postings[word]) {
            int table = Posting.table(place);
            in += table == last ? 0 : 1;
            last = table;
        }
        return (float) Math.log(1 + (tables.length - in + 0.5) / (in + 0.5));
    }

    private void add(String word, List<Sought> sought, float[] scores) {
        float[] best = new float[tables.length];
        for (Sought each : sought) {
            if (each.word().equals(word)) {
                for (long place : postings[each.found()]) {
                    int table = Posting.table(place);
                    best[table] = Math.max(best[table], each.worth() * Posting.weight(place));
                }
            }
        }
        for (int table = 0; table < best.length; table++) {
            scores[table] += best[table] * standing[table];
        }
    }

    /** The columns of a table that have something of what is sought. */
    private List<String> columns(int table, List<Sought> sought) {
        Map<Integer, Float> found = new HashMap<>();
        for (Sought each : sought) {
            long[] places = postings[each.found()];
            int from = Arrays.binarySearch(places, Posting.of(table, 1, 0));
            for (int at = from < 0 ? -from - 1 : from; at < places.length; at++) {
                long place = places[at];
                if (Posting.table(place) != table) {
                    break;
                }
                found.merge(Posting.place(place), each.worth() * Posting.weight(place), Float::sum);
            }
        }
        List<Integer> places = new ArrayList<>(found.keySet());
        places.sort(
                Comparator.<Integer>comparingDouble(place -> -found.getOrDefault(place, 0f))
                        .thenComparing(Comparator.naturalOrder()));
        return places.stream().limit(MOST_COLUMNS).map(place -> columns[table][place - 1]).toList();
    }
}
