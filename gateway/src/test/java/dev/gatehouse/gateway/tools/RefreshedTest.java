package dev.gatehouse.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.catalog.Relation;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefreshedTest {

    private static Relation table(String name, String comment) {
        return Shop.table(name, comment, name.length(), List.of());
    }

    private static ToolResult since(Optional<List<Relation>> before, List<Relation> now) {
        ToolResult result = Refreshed.since(before.map(Shop::catalog), Shop.sight(now));
        assertThat(Refreshed.output().check(result.structuredContent())).isEmpty();
        return result;
    }

    @Test
    void tellsWhatIsNewGoneAndChanged() {
        ToolResult result =
                since(
                        Optional.of(
                                List.of(
                                        table("kept", ""),
                                        table("gone", ""),
                                        table("told", "one"),
                                        Shop.table("grown", "", 1, List.of()))),
                        List.of(
                                table("kept", ""),
                                table("made", ""),
                                table("told", "two"),
                                Shop.table("grown", "", 2, List.of())));
        assertThat(Texts.of(result))
                .isEqualTo(
                        """
                        4 tables and views
                        1 added: sales.made
                        1 removed: sales.gone
                        1 changed: sales.told""");
        assertThat(result.structuredContent().toString())
                .isEqualTo(
                        "{\"tables\":4,\"added\":1,\"added_names\":[\"sales.made\"],\"removed\":1,"
                                + "\"removed_names\":[\"sales.gone\"],\"changed\":1,"
                                + "\"changed_names\":[\"sales.told\"]}");
    }

    @Test
    void withoutAnythingBeforeNothingHasChanged() {
        assertThat(Texts.of(since(Optional.empty(), List.of(table("a", "")))))
                .isEqualTo("1 tables and views");
    }

    @Test
    void manyNamesAreCounted() {
        List<Relation> many = IntStream.range(100, 200).mapToObj(i -> table("t" + i, "")).toList();
        ToolResult result = since(Optional.of(List.of()), many);
        assertThat(Texts.of(result))
                .contains("100 added: sales.t100, ")
                .endsWith("sales.t119, ...");
        assertThat(result.structuredContent().path("added").asInt()).isEqualTo(100);
        assertThat(result.structuredContent().path("added_names")).hasSize(20);
    }
}
