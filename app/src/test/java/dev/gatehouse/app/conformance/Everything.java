package dev.gatehouse.app.conformance;

import dev.gatehouse.mcp.host.Host;
import dev.gatehouse.mcp.host.ServerInfo;
import dev.gatehouse.mcp.input.InputSettings;
import dev.gatehouse.mcp.offer.Changes;
import dev.gatehouse.mcp.offer.Kind;
import dev.gatehouse.mcp.offer.Offer;
import dev.gatehouse.mcp.offer.Offering;
import dev.gatehouse.mcp.peer.Peer;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolCall;
import dev.gatehouse.mcp.tool.ToolResult;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** One of everything that the conformance suite asks a server for, under the names that it uses. */
final class Everything implements Offering {

    private static final int PAGE = 50;

    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicLong version = new AtomicLong();
    private final Changes changes =
            new Changes(EnumSet.allOf(Kind.class), true, Duration.ofHours(1));

    Host host() {
        return new Host(
                new ServerInfo("everything", "Everything", "1"),
                "There is one of everything.",
                this,
                _ -> {},
                () -> "id-" + ids.incrementAndGet(),
                PAGE,
                InputSettings.ofProcess(new SecureRandom(), InstantSource.system()));
    }

    @Override
    public Offer offerTo(Peer peer) {
        List<Tool> tools =
                Stream.of(
                                EverythingTools.all(),
                                EverythingInput.tools(),
                                EverythingLogging.all(),
                                Stream.of(
                                        change("test_trigger_tool_change"),
                                        change("test_trigger_prompt_change")))
                        .flatMap(group -> group)
                        .toList();
        return EverythingLibrary.into(new Offer(tools));
    }

    /** Clients hear of a change of any kind under each kind that they follow. */
    private Tool change(String name) {
        return Tool.of(name, "Change", "Says that the offer has changed", this::change);
    }

    private ToolResult change(ToolCall call) {
        version.incrementAndGet();
        changes.fire();
        return ToolResult.text("changed");
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.TOOLS, Kind.RESOURCES, Kind.PROMPTS);
    }

    /** Every resource changes with the offer. */
    @Override
    public Optional<Object> entityTag(Peer peer, String uri) {
        return Optional.of(version.get());
    }

    @Override
    public boolean logs() {
        return true;
    }

    @Override
    public Duration freshness() {
        return Duration.ofMinutes(5);
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public Optional<Changes> changes() {
        return Optional.of(changes);
    }
}
