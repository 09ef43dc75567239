package dev.gatehouse.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.mcp.http.Letterbox.Found;
import dev.gatehouse.mcp.rpc.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(30)
class MailboxTest {

    private final Mailbox mailbox = new Mailbox();

    private static Message progress(int number) {
        return new Message.Notification(
                "notifications/progress",
                JsonNodeFactory.instance.objectNode().put("progress", number));
    }

    private List<Message> read() throws InterruptedException {
        List<Message> read = new ArrayList<>();
        while (mailbox.next(Duration.ZERO) instanceof Found.Letter(Message message)) {
            read.add(message);
        }
        return read;
    }

    /** Who reports progress holds the call open meanwhile: it could not even be cancelled. */
    @Test
    void progressDoesNotWaitForAClientThatDoesNotRead() throws InterruptedException {
        mailbox.began();
        for (int i = 0; i < 1_000; i++) {
            mailbox.send(progress(i));
        }
        Message answer = progress(-1);
        mailbox.ended(Optional.of(answer));
        assertThat(read()).hasSize(17).startsWith(progress(0)).endsWith(answer);
    }
}
