package dev.gatehouse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private final Proxies proxies = new Proxies(List.of("10.0.0.0/8", "fd00::/8", "127.0.0.1"));

    /** What a header says of addresses, for the ones who say it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Nobody is believed who is not trusted.
                "192.0.2.9 | 198.51.100.7 | 192.0.2.9",
                "192.0.2.9 | 10.1.1.1 | 192.0.2.9",
                "127.0.0.2 | 198.51.100.7 | 127.0.0.2",
                // The proxy says who asked it, and what that one says before counts no more.
                "10.1.1.1 | 198.51.100.7 | 198.51.100.7",
                "10.1.1.1 | 10.9.9.9, 1.2.3.4, 198.51.100.7 | 198.51.100.7",
                "10.1.1.1 | 203.0.113.5, 10.2.2.2 | 203.0.113.5",
                "10.1.1.1 | 203.0.113.5 , 127.0.0.1 ,10.2.2.2 | 203.0.113.5",
                "10.1.1.1 | 10.3.3.3, 10.2.2.2 | 10.3.3.3",
                // As some proxies write it.
                "10.1.1.1 | 198.51.100.7:4711 | 198.51.100.7",
                "10.1.1.1 | [2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7",
                "10.1.1.1 | 2001:DB8::7 | 2001:db8:0:0:0:0:0:7",
                "fd12::1 | 2001:db8::7 | 2001:db8:0:0:0:0:0:7",
                "10.1.1.1 | ::ffff:198.51.100.7 | 198.51.100.7",
                // What is no address ends the way back.
                "10.1.1.1 | unknown | 10.1.1.1",
                "10.1.1.1 | 198.51.100.7, _hidden, 10.2.2.2 | 10.2.2.2",
                "10.1.1.1 | 198.51.100.7, | 10.1.1.1",
                "10.1.1.1 | '' | 10.1.1.1",
                "10.1.1.1 | 300.1.1.1 | 10.1.1.1",
                "10.1.1.1 | 1.2.3 | 10.1.1.1",
                "10.1.1.1 | 0x7f.0.0.1 | 10.1.1.1",
                "10.1.1.1 | localhost | 10.1.1.1",
                "10.1.1.1 | fe80::1%eth0 | 10.1.1.1"
            })
    void believesWhomItTrustsOnly(String neighbour, String forwarded, String client) {
        assertThat(proxies.client(InetAddress.ofLiteral(neighbour), List.of(forwarded)))
                .isEqualTo(client);
    }

    @Test
    void linesOfOneHeaderAreOneList() {
        InetAddress neighbour = InetAddress.ofLiteral("10.1.1.1");
        assertThat(proxies.client(neighbour, List.of("1.2.3.4", "198.51.100.7, 10.2.2.2")))
                .isEqualTo("198.51.100.7");
        assertThat(proxies.client(neighbour, List.of())).isEqualTo("10.1.1.1");
    }

    @Test
    void aLongHeaderIsReadFromItsEndOnly() {
        String long16k = "1.1.1.1,".repeat(2_000) + "198.51.100.7";
        assertThat(proxies.client(InetAddress.ofLiteral("10.1.1.1"), List.of(long16k)))
                .isEqualTo("198.51.100.7");
    }

    /** Whoever is in a trusted network can write the header, too. */
    @Test
    @Timeout(5)
    void aLongNonsenseOfColonsTakesNoTime() {
        String nonsense = ":".repeat(16_000) + "x";
        assertThat(proxies.client(InetAddress.ofLiteral("10.1.1.1"), List.of(nonsense)))
                .isEqualTo("10.1.1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "300.1.1.1", "10.0.0.0/x", "fd00::/129"})
    void aNetworkThatIsNoneIsRefused(String network) {
        assertThatThrownBy(() -> new Proxies(List.of(network)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(HttpSettings.problemOfProxy(network)).isPresent();
    }
}
