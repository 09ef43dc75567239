package dev.gatehouse.app.conformance;

import dev.gatehouse.mcp.input.AskingHandler;
import dev.gatehouse.mcp.input.Elicited;
import dev.gatehouse.mcp.input.FormElicitation;
import dev.gatehouse.mcp.input.FormField;
import dev.gatehouse.mcp.input.FormField.Option;
import dev.gatehouse.mcp.input.InputRequest;
import dev.gatehouse.mcp.input.Outcome;
import dev.gatehouse.mcp.input.RootsRequest;
import dev.gatehouse.mcp.input.SamplingRequest;
import dev.gatehouse.mcp.peer.ClientCapability;
import dev.gatehouse.mcp.prompt.Prompt;
import dev.gatehouse.mcp.prompt.PromptMessage;
import dev.gatehouse.mcp.prompt.PromptResult;
import dev.gatehouse.mcp.schema.Schema;
import dev.gatehouse.mcp.tool.Tool;
import dev.gatehouse.mcp.tool.ToolCall;
import dev.gatehouse.mcp.tool.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tools and a prompt that ask the client's side before they answer. */
final class EverythingInput {

    private static final String RESULT = "test_input_required_result_";
    private static final List<String> OPTIONS = List.of("option1", "option2", "option3");
    private static final List<Option> VALUES =
            List.of(
                    new Option("value1", "First"),
                    new Option("value2", "Second"),
                    new Option("value3", "Third"));
    private static final FormElicitation NAME =
            FormElicitation.of("What is your name?").required("name", text());
    private static final FormElicitation CONFIRM =
            FormElicitation.of("Please confirm").required("ok", FormField.flag("", ""));

    private EverythingInput() {}

    static Stream<Tool> tools() {
        return Stream.concat(
                Stream.of(
                        tool("test_sampling", EverythingInput::sampling)
                                .input(Schema.object().required("prompt", Schema.string("Asked"))),
                        tool("test_elicitation", EverythingInput::elicitation)
                                .input(Schema.object().required("message", Schema.string("Said"))),
                        asks("test_elicitation_sep1034_defaults", "form", defaults()),
                        asks("test_elicitation_sep1330_enums", "form", enums()),
                        asks("test_streaming_elicitation", "user_name", NAME),
                        asks(
                                "test_missing_capability",
                                "capital",
                                SamplingRequest.of("What is the capital of France?", 100))),
                results());
    }

    /** The tools for the revisions where a result can be that input is required. */
    private static Stream<Tool> results() {
        return Stream.of(
                tool(
                        RESULT + "elicitation",
                        _ ->
                                Outcome.ask(
                                        "user_name",
                                        NAME,
                                        answer -> says("Hello, " + field(answer, "name") + "!"))),
                asks(
                        RESULT + "sampling",
                        "capital_question",
                        SamplingRequest.of("What is the capital of France?", 100)),
                asks(RESULT + "list_roots", "client_roots", new RootsRequest()),
                tool(
                        RESULT + "request_state",
                        _ -> Outcome.ask("confirm", CONFIRM, _ -> says("state-ok"))),
                tool(
                        RESULT + "tampered_state",
                        _ -> Outcome.ask("confirm", CONFIRM, _ -> says("integrity-ok"))),
                tool(RESULT + "multiple_inputs", _ -> all()),
                tool(RESULT + "multi_round", _ -> twice()),
                tool(RESULT + "capabilities", EverythingInput::possible));
    }

    static Prompt prompt() {
        FormElicitation form =
                FormElicitation.of("What context should the prompt use?")
                        .required("context", text());
        return new Prompt(
                RESULT + "prompt",
                "Test",
                "Asks for its context",
                List.of(),
                _ ->
                        Outcome.ask(
                                "user_context",
                                form,
                                answer ->
                                        Outcome.done(
                                                PromptResult.of(
                                                        PromptMessage.user(
                                                                field(answer, "context"))))));
    }

    private static Tool tool(String name, AskingHandler<ToolCall, ToolResult> handler) {
        return Tool.asking(name, "Test", "Asks before it answers the suite's " + name, handler);
    }

    /** A tool that asks one thing and repeats the answer. */
    private static Tool asks(String name, String key, InputRequest<?> request) {
        return tool(name, _ -> repeats(Map.of(key, request)));
    }

    private static Outcome<ToolResult> repeats(Map<String, InputRequest<?>> requests) {
        return Outcome.askAll(requests, answers -> says("Answered: " + answers));
    }

    private static Outcome<ToolResult> says(String text) {
        return Outcome.done(ToolResult.text(text));
    }

    private static String field(Elicited answer, String name) {
        return switch (answer) {
            case Elicited.Accepted given -> given.text(name);
            case Elicited.Declined _ -> "declined";
            case Elicited.Cancelled _ -> "cancelled";
        };
    }

    private static FormField text() {
        return FormField.text("", "");
    }

    private static Outcome<ToolResult> sampling(ToolCall call) {
        return Outcome.ask(
                "sampling",
                SamplingRequest.of(call.arguments().text("prompt"), 100),
                sampled -> says("LLM response: " + sampled.text()));
    }

    private static Outcome<ToolResult> elicitation(ToolCall call) {
        FormElicitation form =
                FormElicitation.of(call.arguments().text("message"))
                        .required("username", FormField.text("", "The user's name"))
                        .required("email", FormField.text("", "The user's address"));
        return Outcome.ask(
                "form", form, answer -> says("User response: " + field(answer, "username")));
    }

    private static FormElicitation defaults() {
        return FormElicitation.of("Look at the defaults")
                .optional("name", FormField.text("", "").fallback("John Doe"))
                .optional("age", FormField.whole("", "").fallback(30))
                .optional("score", FormField.number("", "").fallback(95.5))
                .optional(
                        "status",
                        FormField.choice("", "", List.of("active", "inactive", "pending"))
                                .fallback("active"))
                .optional("verified", FormField.flag("", "").fallback(true));
    }

    private static FormElicitation enums() {
        List<Option> legacy =
                List.of(
                        new Option("opt1", "Option One"),
                        new Option("opt2", "Option Two"),
                        new Option("opt3", "Option Three"));
        return FormElicitation.of("Choose")
                .optional("untitledSingle", FormField.choice("", "", OPTIONS))
                .optional("titledSingle", FormField.titledChoice("", "", VALUES))
                .optional("legacyEnum", FormField.titledChoice("", "", legacy).legacy())
                .optional("untitledMulti", FormField.choices("", "", OPTIONS))
                .optional("titledMulti", FormField.titledChoices("", "", VALUES));
    }

    private static Outcome<ToolResult> all() {
        return repeats(
                Map.of(
                        "user_name",
                        NAME,
                        "greeting",
                        SamplingRequest.of("Generate a greeting", 50),
                        "client_roots",
                        new RootsRequest()));
    }

    private static Outcome<ToolResult> twice() {
        FormElicitation first =
                FormElicitation.of("Step 1: What is your name?").required("name", text());
        FormElicitation second =
                FormElicitation.of("Step 2: What is your favorite color?")
                        .required("color", text());
        return Outcome.ask(
                "step1",
                first,
                name ->
                        Outcome.ask(
                                "step2",
                                second,
                                color ->
                                        says(
                                                field(name, "name")
                                                        + " likes "
                                                        + field(color, "color"))));
    }

    /** Asks only for what the client can be asked. */
    private static Outcome<ToolResult> possible(ToolCall call) {
        Map<String, InputRequest<?>> requests = new LinkedHashMap<>();
        if (call.peer().capabilities().has(ClientCapability.FORM_ELICITATION)) {
            requests.put("user_name", NAME);
        }
        if (call.peer().capabilities().has(ClientCapability.SAMPLING)) {
            requests.put("greeting", SamplingRequest.of("Generate a greeting", 50));
        }
        return requests.isEmpty() ? says("Nothing can be asked") : repeats(requests);
    }
}
