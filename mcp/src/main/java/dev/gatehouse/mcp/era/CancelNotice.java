package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Flights;
import dev.gatehouse.mcp.rpc.Message;
import dev.gatehouse.mcp.rpc.RequestId;

/** {@code notifications/cancelled}, which is the same in all revisions. */
final class CancelNotice {

    private CancelNotice() {}

    /** Cancels what {@code notification} says, if it says so; a malformed one says nothing. */
    static void hear(Message.Notification notification, Flights flights) {
        if (notification.method().equals("notifications/cancelled")) {
            RequestId.of(notification.params().path("requestId")).ifPresent(flights::cancel);
        }
    }
}
