package dev.gatehouse.gateway.telemetry.traces;

import dev.gatehouse.core.ask.Step;
import dev.gatehouse.core.ask.Trace;
import dev.gatehouse.core.audit.AuditRecord;
import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.gateway.telemetry.Finished;
import dev.gatehouse.gateway.telemetry.KnownNames;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes spans of asks that are over, as OpenTelemetry's conventions for MCP servers have them: one
 * of the call, and below it one of each step. They hold no SQL, no values, and nothing that a
 * client says of itself. Used by one thread.
 */
final class Spans {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("mcp.method.name");
    private static final AttributeKey<String> PROTOCOL =
            AttributeKey.stringKey("mcp.protocol.version");
    private static final AttributeKey<String> SESSION = AttributeKey.stringKey("mcp.session.id");
    private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
    private static final AttributeKey<String> OPERATION =
            AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> TRANSPORT =
            AttributeKey.stringKey("network.transport");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
    private static final AttributeKey<Long> RETURNED =
            AttributeKey.longKey("db.response.returned_rows");
    private static final AttributeKey<String> DATABASE =
            AttributeKey.stringKey("gatehouse.database");
    private static final AttributeKey<String> CODE = AttributeKey.stringKey("gatehouse.code");
    private static final AttributeKey<String> FINGERPRINT =
            AttributeKey.stringKey("gatehouse.fingerprint");

    private final List<SpanData> made = new ArrayList<>();
    private final Beginnings beginnings = new Beginnings();
    private final Tracer tracer;

    /** Names of spans by chance, and of a trace that begins here the one that its record has. */
    private static final class Beginnings implements IdGenerator {

        private final IdGenerator chance = IdGenerator.random();
        private String trace = "";

        @Override
        public String generateSpanId() {
            return chance.generateSpanId();
        }

        @Override
        public String generateTraceId() {
            return trace;
        }
    }

    /** Keeps what has ended until somebody takes it. */
    private record Keeping(List<SpanData> made) implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            // It is told of once, when it is over.
        }

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            made.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    /**
     * @param share of the traces that begin here
     */
    Spans(double share, String version) {
        Attributes program =
                Attributes.builder()
                        .put("service.name", "gatehouse")
                        .put("service.version", version)
                        .build();
        this.tracer =
                SdkTracerProvider.builder()
                        .setResource(Resource.create(program))
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                        .setIdGenerator(beginnings)
                        .addSpanProcessor(new Keeping(made))
                        .build()
                        .get("dev.gatehouse", version);
    }

    /** The spans of these asks, as far as they are kept. */
    List<SpanData> of(List<Finished> asks) {
        made.clear();
        asks.stream().filter(ask -> !ask.tool().equals(KnownNames.NONE)).forEach(this::add);
        return List.copyOf(made);
    }

    private void add(Finished ask) {
        beginnings.trace = ask.from().trace().id();
        Span call =
                tracer.spanBuilder(name(ask))
                        .setSpanKind(SpanKind.SERVER)
                        .setParent(parent(ask.from().trace()))
                        .setStartTimestamp(ask.time())
                        .setAllAttributes(described(ask))
                        .startSpan();
        if (call.isRecording()) {
            addSteps(ask, Context.root().with(call));
        }
        end(call, ask, ask.time().plus(ask.total()));
    }

    private void addSteps(Finished ask, Context call) {
        Instant start = ask.time();
        for (Step step : Step.values()) {
            Duration time = ask.steps().getOrDefault(step, Duration.ZERO);
            if (ask.steps().containsKey(step)) {
                Span span = step(word(step), start, call).startSpan();
                if (step == Step.RUNNING) {
                    span.setAllAttributes(ran(ask));
                }
                span.end(start.plus(time));
            }
            start = start.plus(time);
        }
        step("record", start, call).startSpan().end(start.plus(ask.recording()));
    }

    private SpanBuilder step(String name, Instant start, Context call) {
        return tracer.spanBuilder(name).setParent(call).setStartTimestamp(start);
    }

    private static String word(Step step) {
        return switch (step) {
            case WAITING -> "admit";
            case CHECKING -> "check";
            case RUNNING -> "run";
        };
    }

    /** A refusal is an error of the call, though not one of ours. */
    private static void end(Span call, Finished ask, Instant end) {
        if (ask.outcome() instanceof AuditRecord.Outcome.Ended(Code code)) {
            call.setAttribute(ERROR, isTool(ask) ? "tool_error" : "_OTHER");
            call.setAttribute(CODE, code.name());
            call.setStatus(StatusCode.ERROR, code.name());
        }
        call.end(end);
    }

    private static Context parent(Trace trace) {
        if (trace.begins()) {
            return Context.root();
        }
        SpanContext remote =
                SpanContext.createFromRemoteParent(
                        trace.id(),
                        trace.parent(),
                        trace.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        state(trace.state()));
        return Context.root().with(Span.wrap(remote));
    }

    /** The builder puts each entry before those that it has. */
    private static TraceState state(String text) {
        TraceStateBuilder state = TraceState.builder();
        for (String member : Arrays.asList(text.split(",")).reversed()) {
            int equals = member.indexOf('=');
            if (equals > 0) {
                state.put(member.substring(0, equals), member.substring(equals + 1));
            }
        }
        return state.build();
    }

    private static boolean isTool(Finished ask) {
        return !isMethod(ask) && !ask.tool().equals(KnownNames.OTHER);
    }

    private static boolean isMethod(Finished ask) {
        return ask.tool().indexOf('/') >= 0;
    }

    private static String method(Finished ask) {
        return isMethod(ask) ? ask.tool() : "tools/call";
    }

    private static String name(Finished ask) {
        return isTool(ask) ? method(ask) + " " + ask.tool() : method(ask);
    }

    private static Attributes described(Finished ask) {
        AttributesBuilder attributes =
                Attributes.builder()
                        .put(METHOD, method(ask))
                        .put(SESSION, ask.from().session())
                        .put(TRANSPORT, ask.from().transport().equals("stdio") ? "pipe" : "tcp")
                        .put(DATABASE, ask.database());
        if (isTool(ask)) {
            attributes.put(TOOL, ask.tool()).put(OPERATION, "execute_tool");
        }
        if (!ask.from().protocol().isEmpty()) {
            attributes.put(PROTOCOL, ask.from().protocol());
        }
        if (!ask.fingerprint().isEmpty()) {
            attributes.put(FINGERPRINT, ask.fingerprint());
        }
        return attributes.build();
    }

    private static Attributes ran(Finished ask) {
        AttributesBuilder attributes =
                Attributes.builder().put(SYSTEM, "postgresql").put(NAMESPACE, ask.database());
        if (ask.outcome() instanceof AuditRecord.Outcome.Answered answered) {
            attributes.put(RETURNED, answered.rows());
        }
        return attributes.build();
    }
}
