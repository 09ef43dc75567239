package dev.gatehouse.mcp.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ObjectSchemaTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final ObjectSchema SCHEMA =
            Schema.object()
                    .described("A request")
                    .required(
                            "sql", Schema.string("The statement").length(1, 20).example("SELECT 1"))
                    .optional("limit", Schema.integer("Most rows").range(1, 100).example(10))
                    .optional("least", Schema.integer("No upper bound").range(0, Long.MAX_VALUE))
                    .optional("ratio", Schema.number("A share"))
                    .optional("dry", Schema.bool("Only pretend").fallback(false))
                    .optional(
                            "format",
                            Schema.string("How to answer")
                                    .oneOf(List.of("csv", "markdown"))
                                    .fallback("csv"))
                    .optional("tags", Schema.array("Labels", Schema.string("A label")).maxItems(2))
                    .optional(
                            "where", Schema.object().required("column", Schema.string("Its name")))
                    .optional("anything", Schema.any("Whatever"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sql':'x'}",
                "{'sql':'x','limit':1,'dry':true,'format':'csv','tags':['a','b'],'ratio':0.5}",
                "{'sql':'x','limit':100.0,'least':9223372036854775807}",
                "{'sql':'x','where':{'column':'c'},'anything':null}",
                "{'sql':'\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00'}",
                "{}",
                "{'sql':''}",
                "{'sql':5}",
                "{'sql':null}",
                "{'sql':'x','limit':0}",
                "{'sql':'x','limit':101}",
                "{'sql':'x','limit':1.5}",
                "{'sql':'x','limit':'1'}",
                "{'sql':'x','least':-1}",
                "{'sql':'x','dry':'true'}",
                "{'sql':'x','format':'xml'}",
                "{'sql':'x','tags':['a','b','c']}",
                "{'sql':'x','tags':['a',1]}",
                "{'sql':'x','tags':'a'}",
                "{'sql':'x','where':{}}",
                "{'sql':'x','where':{'column':'c','more':1}}",
                "{'sql':'x','ratio':'y'}",
                "{'sql':'x','more':1}",
                "[]",
                "null"
            })
    void acceptsExactlyWhatTheSchemaItPrintsAccepts(String json) {
        JsonNode value = read(json);
        var printed =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SCHEMA.toJson());

        assertThat(SCHEMA.check(value).isEmpty()).isEqualTo(printed.validate(value).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {}                            | "sql" is missing: expected a text of 1 to 20 characters (for example "SELECT 1")
                    {'sql':7}                     | "sql" expected a text of 1 to 20 characters, found 7 (for example "SELECT 1")
                    {'sql':'x','limit':'ten'}     | "limit" expected a whole number from 1 to 100, found "ten" (for example 10)
                    {'sql':'x','limit':1e999999}  | "limit" expected a whole number from 1 to 100, found 1E+999999 (for example 10)
                    {'sql':'x','format':'xml'}    | "format" expected one of "csv", "markdown", found "xml" (for example "csv")
                    {'sql':'x','dry':1}           | "dry" expected true or false, found 1 (for example true)
                    {'sql':'x','tags':[1]}        | "tags[0]" expected a text, found 1
                    {'sql':'x','tags':[1,2,3]}    | "tags" expected a list of at most 2, found a list of 3
                    {'sql':'x','where':{}}        | "where.column" is missing: expected a text
                    {'sql':'x','where':5}         | "where" expected an object, found 5
                    {'sql':'x','limits':5}        | "limits" is not known, did you mean "limit"? known names: sql, limit, least, ratio, dry, format, tags, where, anything (for example "limit": 10)
                    {'sql':'x','zzzzzzzzz':5}     | "zzzzzzzzz" is not known; known names: sql, limit, least, ratio, dry, format, tags, where, anything (for example "sql": "SELECT 1")
                    """)
    void saysWhatIsWrongWhereAndWhatWouldFit(String json, String message) {
        assertThat(SCHEMA.check(read(json))).extracting(Mistake::message).containsExactly(message);
    }

    @Test
    void saysThatAToolWithoutArgumentsTakesNone() {
        assertThat(Schema.object().check(read("{'x':1}")))
                .extracting(Mistake::message)
                .containsExactly("\"x\" is not known; there are no arguments here");
    }

    @Test
    void namesNoMoreThanTenMistakesAndQuotesNoLongValue() {
        var many = MAPPER.createObjectNode().put("sql", "y".repeat(5_000));
        for (int i = 0; i < 50; i++) {
            many.put("unknown" + i, i);
        }

        List<Mistake> mistakes = SCHEMA.check(many);

        assertThat(mistakes).hasSize(10);
        assertThat(mistakes.getFirst().message()).hasSizeLessThan(200);
    }

    @Test
    void isNotBuiltWithTheSameNameTwice() {
        ObjectSchema one = Schema.object().optional("x", Schema.any(""));

        assertThatThrownBy(() -> one.optional("x", Schema.any("")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichPropertiesHttpRepeatsInHeaders() {
        ObjectSchema schema =
                Schema.object()
                        .optional("region", Schema.string("Which").header("Region"))
                        .optional("plain", Schema.string("Not repeated"))
                        .optional(
                                "deep",
                                Schema.object()
                                        .optional("dry", Schema.bool("").header("Dry-Run"))
                                        .optional("n", Schema.integer("").range(0, 9).header("N")));

        assertThat(schema.mirrored())
                .containsExactly(
                        new ObjectSchema.Mirrored("Region", List.of("region")),
                        new ObjectSchema.Mirrored("Dry-Run", List.of("deep", "dry")),
                        new ObjectSchema.Mirrored("N", List.of("deep", "n")));
        assertThat(schema.toJson().at("/properties/region/x-mcp-header").asString())
                .isEqualTo("Region");
        assertThat(schema.toJson().at("/properties/plain").has("x-mcp-header")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "\u00e9", "a\tb"})
    void isNotBuiltWithWhatCannotNameAHeader(String name) {
        StringSchema text = Schema.string("");
        assertThatThrownBy(() -> text.header(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNotBuiltWithHeadersThatClientsWouldReject() {
        StringSchema text = Schema.string("").header("Region");
        ObjectSchema one = Schema.object().optional("x", text);
        ObjectSchema other = Schema.object().optional("y", Schema.bool("").header("REGION"));
        IntegerSchema unbounded = Schema.integer("");

        assertThatThrownBy(() -> one.optional("deep", other))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Schema.array("", text))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Schema.array("", one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> unbounded.header("N"))
                .isInstanceOf(IllegalArgumentException.class);
        IntegerSchema safe = unbounded.range(-(1L << 53) + 1, (1L << 53) - 1).header("N");
        assertThatThrownBy(() -> safe.range(0, 1L << 53))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonNode read(String json) {
        return MAPPER.reader(
                        tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(json.replace('\'', '"'));
    }
}
