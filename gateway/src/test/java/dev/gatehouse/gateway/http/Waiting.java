package dev.gatehouse.gateway.http;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.ServerInfo;
import dev.gatehouse.mcp.http.HttpLimits;
import dev.gatehouse.mcp.http.StreamableHttp;
import dev.gatehouse.mcp.input.InputSettings;
import dev.gatehouse.mcp.offer.Changes;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolCall;
import dev.gatehouse.mcp.tool.ToolResult;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A host with a tool that says hello, and one that waits until it is cancelled. */
final class Waiting implements Offering {

    final BlockingQueue<ToolCall> begun = new LinkedBlockingQueue<>();
    final BlockingQueue<ToolCall> cancelled = new LinkedBlockingQueue<>();
    private final Changes changes = new Changes();
    private final AtomicLong version = new AtomicLong();
    private final AtomicInteger ids = new AtomicInteger();

    StreamableHttp endpoint(HttpLimits limits) {
        Host host =
                new Host(
                        new ServerInfo("waiting", "Waiting", "1"),
                        "",
                        this,
                        _ -> {},
                        () -> "id-" + ids.incrementAndGet(),
                        10,
                        InputSettings.ofProcess(new SecureRandom(), InstantSource.system()));
        return new StreamableHttp(host, limits, InstantSource.system(), new SecureRandom());
    }

    @Override
    public Offer offerTo(Peer peer) {
        return new Offer(
                List.of(
                        Tool.of("hello", "Hello", "Says it", _ -> ToolResult.text("hello")),
                        Tool.of("wait", "Wait", "Waits to be cancelled", this::await)));
    }

    private ToolResult await(ToolCall call) {
        CountDownLatch over = new CountDownLatch(1);
        try (var _ = call.cancellation().onCancel(over::countDown)) {
            begun.add(call);
            over.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        cancelled.add(call);
        return ToolResult.text("nobody hears this");
    }

    /** Changes the offer and says so. */
    void change() {
        version.incrementAndGet();
        changes.fire();
    }

    @Override
    public Optional<Changes> changes() {
        return Optional.of(changes);
    }

    @Override
    public long version() {
        return version.get();
    }
}
