package dev.gatehouse.mcp.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferTest {

    @Test
    void goesOnBehindAToolThatIsGoneBetweenTwoPages() {
        Page<Tool> first = offer("d", "b", "a", "c").tools().after(Cursor.START, 2);
        Cursor cursor = Cursor.parse(first.next().orElseThrow().text()).orElseThrow();

        Page<Tool> second = offer("a", "c", "d").tools().after(cursor, 2);

        assertThat(first.items()).extracting(Tool::name).containsExactly("a", "b");
        assertThat(second.items()).extracting(Tool::name).containsExactly("c", "d");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void hasNoNextPageBehindTheLastTool() {
        assertThat(offer("a", "b").tools().after(Cursor.START, 2).next()).isEmpty();
    }

    @Test
    void isNotMadeOfTwoToolsWithOneName() {
        assertThatThrownBy(() -> offer("a", "a")).hasMessage("two tools are named a");
    }

    private static Offer offer(String... names) {
        return new Offer(List.of(names).stream().map(OfferTest::tool).toList());
    }

    private static Tool tool(String name) {
        return Tool.of(name, name, "", call -> ToolResult.text(name));
    }
}
