package dev.gatehouse.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A mistake of the guard's own must not get past the proof, so trees are mistaken here by hand. */
class ProofTest {

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    1                            | 2
                    1                            | '1'
                    'a'                          | {}
                    {'a': 1}                     | {'a': 2}
                    {'a': 1}                     | {'b': 1}
                    {'a': 1}                     | {'a': 1, 'b': 1}
                    {'a': 1, 'b': 1}             | {'a': 1}
                    {'a': 1, 'b': 1}             | {'a': 1, 'location': 1}
                    {'a': 1, 'location': 7}      | {'a': 1, 'b': 7}
                    {}                           | []
                    {}                           | 1
                    {'a': {}}                    | {'a': []}
                    {'a': {}}                    | {}
                    []                           | {}
                    []                           | 1
                    [1]                          | [2]
                    [1]                          | []
                    [1]                          | [1, 1]
                    [1, 2]                       | [1]
                    [1, 2]                       | [2, 1]
                    [1, 2, 3]                    | [1, 2, 4]
                    {'a': [{'b': 1}]}            | {'a': [{'b': 2}]}
                    {'a': {'b': {'c': [1, 2]}}}  | {'a': {'b': {'c': [1, 3]}}}
                    """)
    void treesThatDifferAreNotEqual(String one, String other) {
        assertThat(Proof.equal(tree(one), tree(other))).isFalse();
        assertThat(new Proof().holds(tree(one), tree(other))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    1                                      | 1
                    {}                                     | {}
                    {'a': 1, 'b': [2, {'c': 'x'}]}         | {'b': [2, {'c': 'x'}], 'a': 1}
                    {'a': 1, 'location': 7}                | {'a': 1}
                    {'a': 1}                               | {'a': 1, 'stmt_len': 7}
                    [{'location': 7, 'b': 1}]              | [{'list_start': 8, 'b': 1}]
                    {'a': {'name_location': {'b': [1]}}}   | {'a': {'name_location': {'b': [2]}}}
                    """)
    void treesThatDifferInPlacesAreEqual(String one, String other) {
        assertThat(Proof.equal(tree(one), tree(other))).isTrue();
        assertThat(new Proof().holds(tree(one), tree(other))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [{'RangeVar': {'a': 1}}]                      | false
                    [{'Subselect': {'q': 1}}]                     | true
                    [{'Subselect': {'q': 1, 'location': 3}}]      | true
                    [{'Subselect': {'q': 2}}]                     | false
                    [{'Subselect': {'q': 1, 'r': 1}}]             | false
                    [{'Subselect': {'q': 1}, 'Other': {}}]        | false
                    [{'Other': {'q': 1}}]                         | false
                    [{'q': 1}]                                    | false
                    []                                            | false
                    """)
    void anExchangedNodeIsThereAndNothingElse(String found, boolean holds) {
        JsonNode original = tree("[{'RangeVar': {'a': 1}}]");
        Proof proof = new Proof();
        proof.exchange(original.path(0).path("RangeVar"), "Subselect", tree("{'q': 1}"));
        assertThat(proof.holds(original, tree(found))).isEqualTo(holds);
    }

    /** Some fields hold a struct without the name of its type around it. */
    @Test
    void anExchangedStructIsThereAndNothingElse() {
        JsonNode original = tree("{'arg': 1, 'typeName': {'names': ['a']}}");
        Proof proof = new Proof();
        proof.exchange(original.path("typeName"), "TypeName", tree("{'names': ['s', 'a']}"));
        assertThat(proof.holds(original, tree("{'arg': 1, 'typeName': {'names': ['s', 'a']}}")))
                .isTrue();
        assertThat(proof.holds(original, tree("{'arg': 1, 'typeName': {'names': ['t', 'a']}}")))
                .isFalse();
        assertThat(proof.holds(original, original)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [{'N': {'k': 1}}, 7, 8, {'N': {'k': 2}}]       | true
                    [{'N': {'k': 1}}, {'N': {'k': 2}}]             | false
                    [{'N': {'k': 1}}, 7, {'N': {'k': 2}}]          | false
                    [{'N': {'k': 1}}, 8, 7, {'N': {'k': 2}}]       | false
                    [7, 8, {'N': {'k': 1}}, {'N': {'k': 2}}]       | false
                    [{'N': {'k': 1}}, 7, 8, {'N': {'k': 2}}, 9]    | false
                    [{'N': {'k': 1}}, 7, 8, {'N': {'k': 3}}]       | false
                    [{'N': {'k': 1}}, 7, 8]                        | false
                    """)
    void insertedMembersAreThereAndNothingElse(String found, boolean holds) {
        JsonNode original = tree("[{'N': {'k': 1}}, {'N': {'k': 2}}]");
        Proof proof = new Proof();
        proof.insert(original.path(1).path("N"), List.of(tree("7"), tree("8")));
        assertThat(proof.holds(original, tree(found))).isEqualTo(holds);
    }

    @Test
    void aRefusalForWantOfProofAsksForAReport() {
        assertThat(Proof.failed().refusal().help()).contains("report");
    }
}
