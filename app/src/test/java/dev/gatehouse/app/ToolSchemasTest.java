package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the tools as clients see them (MCP 2026-07-28, basic, JSON Schema usage). */
@Timeout(120)
class ToolSchemasTest {

    private static final SchemaRegistry DIALECT =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TempDir private Path folder;

    @Test
    void areValidAndSoAreTheirExamples() throws IOException {
        Schema metaSchema =
                DIALECT.getSchema(
                        SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        List<JsonNode> schemas = schemas();
        assertThat(schemas).hasSize(14);
        for (JsonNode schema : schemas) {
            assertThat(schema.path("type").stringValue()).isEqualTo("object");
            assertThat(metaSchema.validate(schema)).as(schema.toString()).isEmpty();
            schema.path("properties").forEach(ToolSchemasTest::assertExamplesFit);
        }
    }

    private List<JsonNode> schemas() throws IOException {
        try (StdioClient client =
                new StdioClient(Program.stdio(SalesServer.settings(folder, "")))) {
            client.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
            return client.receive()
                    .path("result")
                    .path("tools")
                    .valueStream()
                    .flatMap(tool -> Stream.of(tool.path("inputSchema"), tool.path("outputSchema")))
                    .toList();
        }
    }

    private static void assertExamplesFit(JsonNode property) {
        Schema schema = DIALECT.getSchema((ObjectNode) property);
        Stream.concat(
                        property.path("examples").valueStream(),
                        Stream.of(property.path("default")).filter(value -> !value.isMissingNode()))
                .forEach(
                        value -> assertThat(schema.validate(value)).as(value.toString()).isEmpty());
    }
}
