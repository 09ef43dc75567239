package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StdioStartTest {

    @Test
    void readsTheCommandAlone() {
        assertThat(StdioStart.settingsFile(List.of("stdio"))).contains("");
    }

    @Test
    void readsTheSettingsFile() {
        assertThat(StdioStart.settingsFile(List.of("stdio", "--config", "my gate.yaml")))
                .contains("my gate.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "query",
                "stdio --help",
                "stdio --config",
                "stdio --config --help",
                "stdio --config @arguments",
                "stdio --config=gatehouse.yaml",
                "stdio --config gatehouse.yaml --help",
                "demo --config gatehouse.yaml"
            })
    void leavesEverythingElseToPicocli(String arguments) {
        assertThat(StdioStart.settingsFile(List.of(arguments.split(" ")))).isEmpty();
    }
}
