package dev.gatehouse.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalUserTest {

    @ParameterizedTest
    @CsvSource({
        "alice, local:alice",
        "' bob ', local:bob",
        "'', local:unnamed",
        "?, local:unnamed"
    })
    void isACallerApartFromThoseOutside(String name, String id) {
        assertThat(new LocalUser(name, List.of("analyst"), Map.of()).caller())
                .isEqualTo(new Caller(id, List.of("analyst"), Map.of(), Confines.ALL));
    }
}
