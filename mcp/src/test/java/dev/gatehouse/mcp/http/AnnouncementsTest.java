package dev.gatehouse.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.http.Letterbox.Found;
import dev.gatehouse.mcp.rpc.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class AnnouncementsTest {

    private final Announcements announcements = new Announcements();

    private static Message message(int number) {
        return new Message.Notification(
                "notifications/resources/updated",
                JsonNodeFactory.instance.objectNode().put("uri", "a://" + number));
    }

    private List<Message> read() throws InterruptedException {
        Letterbox letters = announcements.read();
        List<Message> read = new ArrayList<>();
        while (letters.next(Duration.ZERO) instanceof Found.Letter(Message message)) {
            read.add(message);
        }
        return read;
    }

    @Test
    void dropsTheOldestWhenNobodyReads() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            announcements.send(message(i));
        }
        assertThat(read()).hasSize(100).startsWith(message(900)).endsWith(message(999));
        assertThat(read()).isEmpty();
    }

    @Test
    void saysNothingTwiceThatStillWaits() throws InterruptedException {
        List.of(1, 2, 1).forEach(i -> announcements.send(message(i)));
        assertThat(read()).containsExactly(message(1), message(2));
        announcements.send(message(1));
        assertThat(read()).containsExactly(message(1));
    }

    @Test
    void endsEveryReaderButTheLast() throws InterruptedException {
        Letterbox first = announcements.read();
        Letterbox second = announcements.read();
        announcements.send(message(1));
        assertThat(first.next(Duration.ofHours(1))).isEqualTo(new Found.End());
        assertThat(second.next(Duration.ofHours(1))).isEqualTo(new Found.Letter(message(1)));
        announcements.end();
        announcements.send(message(2));
        assertThat(second.next(Duration.ofHours(1))).isEqualTo(new Found.End());
    }
}
