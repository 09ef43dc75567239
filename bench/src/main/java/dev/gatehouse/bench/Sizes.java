package dev.gatehouse.bench;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How much of a model's context the same answers take. */
final class Sizes {

    private static final Encoding TOKENS =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private Sizes() {}

    /** What is said in the report. */
    static String measure(Setup setup) throws IOException, InterruptedException {
        List<Contender> contenders = setup.contenders().all();
        try {
            List<List<String>> rows = new ArrayList<>();
            for (Contender each : contenders) {
                Product product = each.product();
                String scan = Workload.SCAN.statements().getFirst();
                rows.add(answer(each, "100 rows", product.query(scan)));
            }
            for (Contender each : contenders) {
                rows.add(answer(each, "schema listing", each.product().listing()));
            }
            for (Contender each : contenders) {
                rows.add(tools(each));
            }
            return intro() + new Table(HEAD, rows).text();
        } finally {
            Contenders.closeAll(contenders);
        }
    }

    private static final List<String> HEAD =
            List.of(
                    "answer",
                    "server",
                    "bytes sent",
                    "bytes of text",
                    "tokens",
                    "bytes, structured",
                    "tokens");

    private static String intro() {
        return """
        Tokens are those of the encoding `o200k_base`, an approximation for models with another one. Text is
        what every client gives to its model; structured content is for the program, and clients differ in
        whether the model sees it instead. Keyed hashes are longer than what they hide, and cost tokens. Of
        `tools/list`, text is the list as JSON.

        """;
    }

    private static List<String> answer(Contender contender, String shown, Call call)
            throws IOException {
        String answer = contender.ask(call, Dialect.HANDSHAKE);
        JsonNode result = Product.result(answer);
        JsonNode structured = result.path("structuredContent");
        String json = structured.isMissingNode() ? "" : structured.toString();
        return row(shown, contender, answer, Product.text(result), json);
    }

    private static List<String> tools(Contender contender) throws IOException {
        String answer = contender.ask(Call.TOOLS_LIST, Dialect.HANDSHAKE);
        JsonNode tools = Product.result(answer).path("tools");
        String shown = "`tools/list`, " + tools.size() + " tools";
        return row(shown, contender, answer, tools.toString(), "");
    }

    private static List<String> row(
            String shown, Contender contender, String answer, String text, String structured) {
        return List.of(
                shown,
                contender.product().shown(),
                Integer.toString(Contender.bytes(answer)),
                Integer.toString(Contender.bytes(text)),
                Integer.toString(TOKENS.countTokensOrdinary(text)),
                structured.isEmpty() ? "" : Integer.toString(Contender.bytes(structured)),
                structured.isEmpty()
                        ? ""
                        : Integer.toString(TOKENS.countTokensOrdinary(structured)));
    }
}
