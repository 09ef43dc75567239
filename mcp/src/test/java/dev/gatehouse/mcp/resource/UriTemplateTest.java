package dev.gatehouse.mcp.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {

    private static final UriTemplate TABLE = UriTemplate.parse("schema://{database}/{table}");

    @ParameterizedTest
    @CsvSource({
        "schema://shop/orders,       shop, orders",
        "schema://shop/a%2Fb,        shop, a/b",
        "schema://shop/gr%C3%B6%C3%9Fe, shop, größe",
        "schema://shop/größe,        shop, größe",
        "schema://shop/public.x~y,   shop, public.x~y",
        "schema://shop/%7Bx%7D,      shop, {x}"
    })
    void matchesAndDecodes(String uri, String database, String table) {
        assertThat(TABLE.match(uri)).contains(Map.of("database", database, "table", table));
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'brien", "sum(x)*2!", "\"my table\"", "public.\"o'b\""})
    void matchesWhatJavaScriptLeavesUnencoded(String table) {
        assertThat(TABLE.match("schema://shop/" + table))
                .contains(Map.of("database", "shop", "table", table));
    }

    @Test
    void endsAValueWhereTheTemplateGoesOn() {
        var sized = UriTemplate.parse("x://{name}*{size}");

        assertThat(sized.match("x://a'b*2*3")).contains(Map.of("name", "a'b", "size", "2*3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema://shop",
                "schema://shop/",
                "schema:///orders",
                "schema://shop/orders/",
                "schema://shop/orders/x",
                "schema://shop/orders?x",
                "schema://shop/%zz",
                "schema://shop/%4",
                "schema://shop/%C3",
                "schema://shop/%C0%AF",
                "SCHEMA://shop/orders",
                "x",
                ""
            })
    void matchesNothingElse(String uri) {
        assertThat(TABLE.match(uri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "a/b?c#d", "größe", "100%", "%2F", "😀 {x}", "..", "\u0000"})
    void takesBackWhatItExpanded(String table) {
        var values = Map.of("database", "x:y", "table", table);

        assertThat(TABLE.match(TABLE.expand(values))).contains(values);
    }

    @Test
    void expandsNoMissingValue() {
        assertThatThrownBy(() -> TABLE.expand(Map.of("database", "shop")))
                .hasMessage("no value for table");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema://fixed",
                "{all}",
                "x://{a}{b}",
                "x://{a}.json",
                "x://{a}/{a}",
                "x://{+a}",
                "x://{a",
                "x://{a}/}",
                "x://{}",
                "x:// {a}"
            })
    void isNotMadeOfATextThatFitsInTwoWaysOrIsNoTemplate(String text) {
        assertThatThrownBy(() -> UriTemplate.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
