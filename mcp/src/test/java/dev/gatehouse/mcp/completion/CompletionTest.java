package dev.gatehouse.mcp.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {

    @Test
    void showsTheFirstHundredAndTellsHowManyThereAre() {
        Completion completion = Completion.of(Collections.nCopies(101, "x"));

        assertThat(completion.values()).hasSize(100);
        assertThat(completion.total()).isEqualTo(101);
        assertThat(completion.hasMore()).isTrue();
    }

    @Test
    void findsWhatBeginsLikeWhatWasTypedWhateverTheCase() {
        Completion completion =
                Completion.startingWith("sH", List.of("warehouse", "shop", "Shipping"));

        assertThat(completion.values()).containsExactly("Shipping", "shop");
        assertThat(completion.hasMore()).isFalse();
    }

    @Test
    void isNotMadeOfMoreThanAHundredValues() {
        assertThatThrownBy(() -> new Completion(Collections.nCopies(101, "x"), 101))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
