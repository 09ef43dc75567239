package dev.gatehouse.core.search;

import dev.gatehouse.core.catalog.Column;
import dev.gatehouse.core.catalog.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the words of tables, with what each weighs where it stands. */
final class Writing {

    private static final int MOST_NAME_WORDS = 32;
    private static final int MOST_COMMENT_WORDS = 50;

    /** A name says more than a comment, a table's name more than a column's. */
    private static final float TABLE_NAME = 3;

    private static final float COLUMN_NAME = 1.5f;
    private static final float SCHEMA_NAME = 0.5f;
    private static final float TABLE_COMMENT = 0.7f;
    private static final float COLUMN_COMMENT = 0.4f;

    /** A word among so many in a comment counts as much as one alone in a name. */
    private static final int COMMENT_LENGTH = 8;

    private final Map<String, Longs> postings = new HashMap<>();

    /** The postings of each word; those of one table follow each other, in the order of tables. */
    Map<String, Longs> postings() {
        return postings;
    }

    void add(int table, Relation relation) {
        addName(relation.name().name(), table, Posting.TABLE, TABLE_NAME);
        addName(relation.name().schema(), table, Posting.TABLE, SCHEMA_NAME);
        addComment(relation.comment(), table, Posting.TABLE, TABLE_COMMENT);
        int place = Posting.TABLE;
        for (Column column : relation.columns()) {
            place++;
            addName(column.name(), table, place, COLUMN_NAME);
            addComment(column.comment(), table, place, COLUMN_COMMENT);
        }
    }

    /** A name can be sought by its words, and by all of them written as one. */
    private void addName(String name, int table, int place, float weight) {
        List<String> words = Words.of(name, MOST_NAME_WORDS);
        float each = weight * rarity(words.size());
        words.forEach(word -> add(word, Posting.of(table, place, each)));
        if (words.size() > 1) {
            add(String.join("", words), Posting.of(table, place, weight));
        }
    }

    private void addComment(String comment, int table, int place, float weight) {
        if (!comment.isEmpty()) {
            List<String> words = Words.of(comment, MOST_COMMENT_WORDS);
            float each = weight * rarity(Math.max(1, words.size() / COMMENT_LENGTH));
            words.forEach(word -> add(word, Posting.of(table, place, each)));
        }
    }

    /** A word says less of a thing, the more words there are; down to half. */
    private static float rarity(int words) {
        return 0.5f + 0.5f / Math.max(1, words);
    }

    private void add(String word, long posting) {
        postings.computeIfAbsent(word, _ -> new Longs()).add(posting);
    }
}
