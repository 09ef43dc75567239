package dev.gatehouse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.peer.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThrottledTest {

    private static final int MOST = 3;

    private record Somebody(String key) implements Principal {}

    private final Map<String, Integer> failures = new HashMap<>();
    private int judged;

    private final Identity identity = new Throttled(this::judge, new Tries());

    private final class Tries implements Throttled.Tries {

        @Override
        public Duration pause(String source) {
            return failures.getOrDefault(source, 0) < MOST
                    ? Duration.ZERO
                    : Duration.ofMillis(2_500);
        }

        @Override
        public void failed(String source) {
            failures.merge(source, 1, Integer::sum);
        }
    }

    private Identity.Finding judge(Credentials shown) {
        judged++;
        String token = shown.bearer().orElse("none");
        return switch (token) {
            case "good", "better" -> new Identity.Finding.Known(new Somebody(token));
            case "none" -> refused(new Identity.Ground.Nothing());
            case "later" -> refused(new Identity.Ground.Unchecked());
            case "narrow" -> refused(new Identity.Ground.OutOfReach(new Somebody(token)));
            default -> refused(new Identity.Ground.NotBelieved());
        };
    }

    private static Identity.Finding refused(Identity.Ground ground) {
        return new Identity.Finding.Refused(ground, 401, Optional.of("Bearer"), "no");
    }

    private String ask(String address, String token) {
        Map<String, List<String>> headers =
                token.isEmpty() ? Map.of() : Map.of("authorization", List.of("Bearer " + token));
        return switch (identity.identify(new Credentials(headers, Optional.empty(), address))) {
            case Identity.Finding.Known(Principal who, var _) -> who.key();
            case Identity.Finding.Refused(Identity.Ground ground, int status, var _, String _) ->
                    status + " " + ground.getClass().getSimpleName();
        };
    }

    private void fail(String address) {
        for (int i = 0; i < MOST; i++) {
            assertThat(ask(address, "bad-" + i)).isEqualTo("401 NotBelieved");
        }
    }

    @Test
    void afterSomeThatWereBadNothingIsLookedAt() {
        fail("192.0.2.1");
        int before = judged;
        assertThat(ask("192.0.2.1", "bad")).isEqualTo("429 TooOften");
        assertThat(ask("192.0.2.1", "good")).isEqualTo("429 TooOften");
        assertThat(judged).isEqualTo(before);
        assertThat(ask("192.0.2.2", "good")).isEqualTo("good");
    }

    @Test
    void whatWasBelievedFromThereStillIs() {
        assertThat(ask("192.0.2.1", "good")).isEqualTo("good");
        assertThat(ask("198.51.100.1", "better")).isEqualTo("better");
        fail("192.0.2.1");
        assertThat(ask("192.0.2.1", "good")).isEqualTo("good");
        assertThat(ask("192.0.2.1", "better")).isEqualTo("429 TooOften");
    }

    @Test
    void whoShowsNothingIsToldWhatToShow() {
        fail("192.0.2.1");
        assertThat(ask("192.0.2.1", "")).isEqualTo("401 Nothing");
    }

    @Test
    void onlyWhatIsNotBelievedCounts() {
        for (int i = 0; i < 10; i++) {
            ask("192.0.2.1", "");
            ask("192.0.2.1", "later");
            ask("192.0.2.1", "narrow");
        }
        assertThat(failures).isEmpty();
        assertThat(ask("192.0.2.1", "good")).isEqualTo("good");
    }

    @Test
    void allAddressesOfAnIpv6NetworkAreOneSource() {
        fail("2001:db8:1:2:3:4:5:6");
        assertThat(ask("2001:db8:1:2::7", "bad")).isEqualTo("429 TooOften");
        assertThat(ask("2001:db8:1:3::7", "bad")).isEqualTo("401 NotBelieved");
    }
}
