package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.exchange.Carrier;
import dev.gatehouse.mcp.exchange.Exchange;
import dev.gatehouse.mcp.exchange.Session;
import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.rpc.Message;

/**
 * Both eras on one connection, told apart request by request (MCP 2026-07-28, versioning, backward
 * compatibility): one that speaks for itself in {@code _meta} is stateless, {@code initialize}
 * opens a session, and all else belongs to that session.
 */
public final class EraSelector implements Era {

    private final Era handshake;
    private final Era stateless;

    public EraSelector(Host host) {
        this.handshake = new HandshakeEra(host);
        this.stateless = new StatelessEra(host);
    }

    @Override
    public Answer answer(Message.Request request, Exchange exchange) {
        Era era = isStateless(request, exchange.session()) ? stateless : handshake;
        return era.answer(request, exchange);
    }

    @Override
    public void hear(Message.Notification notification, Carrier carrier) {
        // Only a session has notifications beside the cancellation, which all revisions share.
        handshake.hear(notification, carrier);
    }

    /**
     * A method of the stateless era that lacks its {@code _meta} is answered by that era as long as
     * there is no session: the client learns what is missing, and that this era is spoken.
     */
    private static boolean isStateless(Message.Request request, Session session) {
        boolean speaksForItself =
                RequestMeta.isIn(request.params()) && !request.method().equals("initialize");
        boolean couldOnlyBe = StatelessEra.OWN_METHODS.contains(request.method());
        return speaksForItself || (couldOnlyBe && session.peer().isEmpty());
    }
}
