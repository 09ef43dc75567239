package dev.gatehouse.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.ask.Ask;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.gateway.identity.LocalUser;
import dev.gatehouse.gateway.identity.Stranger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FloodsTest {

    private static final Floods.Kind UNREADABLE = kind("anna");

    private final List<Long> told = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Floods floods = new Floods(this::tell, later::add);

    private void tell(Floods.Kind kind, Ask.Unfit calls) {
        told.add(calls.times());
    }

    private static Floods.Kind kind(String name) {
        Caller caller = new LocalUser(name, List.of(), Map.of()).caller();
        return new Floods.Kind(caller, new Entry("http"), Code.MESSAGE_UNREADABLE);
    }

    private void add(Floods.Kind kind, int times) {
        for (int i = 0; i < times; i++) {
            floods.add(kind);
        }
    }

    private void aMinuteGoesBy() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void aFewAreToldOneByOne() {
        add(UNREADABLE, 10);
        aMinuteGoesBy();
        assertThat(told).hasSize(10).containsOnly(1L);
    }

    @Test
    void ofAFloodTheRestIsOneNumberAMinute() {
        add(UNREADABLE, 1_000_000);
        assertThat(told).hasSize(10);
        aMinuteGoesBy();
        assertThat(told).hasSize(11).endsWith(999_990L);
        add(UNREADABLE, 1);
        assertThat(told).hasSize(12).endsWith(1L);
    }

    @Test
    void eachCallerHasItsOwnNumber() {
        add(UNREADABLE, 11);
        add(kind("eve"), 12);
        aMinuteGoesBy();
        assertThat(told).hasSize(22).endsWith(2L);
        assertThat(told.stream().mapToLong(each -> each).sum()).isEqualTo(23);
    }

    @Test
    void theEndOfTheProgramLosesNothing() {
        add(UNREADABLE, 15);
        floods.close();
        aMinuteGoesBy();
        assertThat(told).hasSize(11).endsWith(5L);
    }

    @Test
    void countsAreBounded() {
        for (int i = 0; i < 2_500; i++) {
            add(kind("caller-" + i), 11);
        }
        aMinuteGoesBy();
        assertThat(told.stream().mapToLong(each -> each).sum()).isEqualTo(2_500 * 11);
    }

    @Test
    void strangersFromEverywhereAreOneNumberWhenThereAreTooMany() {
        Caller stranger = Stranger.CALLER;
        for (int i = 0; i < 50_000; i++) {
            Entry entry = new Entry("http", "2001:db8::" + Integer.toHexString(i), "");
            floods.add(new Floods.Kind(stranger, entry, Code.CREDENTIALS_INVALID));
        }
        assertThat(told).hasSizeLessThan(1_100);
        aMinuteGoesBy();
        assertThat(told.stream().mapToLong(each -> each).sum()).isEqualTo(50_000);
    }
}
