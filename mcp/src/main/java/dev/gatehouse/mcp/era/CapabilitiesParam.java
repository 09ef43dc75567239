package dev.gatehouse.mcp.era;

import dev.gatehouse.mcp.peer.ClientCapabilities;
import dev.gatehouse.mcp.peer.ClientCapability;
import dev.gatehouse.mcp.peer.Feature;
import dev.gatehouse.mcp.peer.Revision;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameter in which a client says what it can be asked: {@code ClientCapabilities}. */
final class CapabilitiesParam {

    private CapabilitiesParam() {}

    /** Reads it; what is not declared as the specification has it, is not declared. */
    static ClientCapabilities read(JsonNode declared, Revision revision) {
        Set<ClientCapability> known = EnumSet.noneOf(ClientCapability.class);
        for (ClientCapability capability : ClientCapability.values()) {
            if (isIn(revision, capability) && isDeclared(declared, capability, revision)) {
                known.add(capability);
            }
        }
        return new ClientCapabilities(known);
    }

    private static boolean isIn(Revision revision, ClientCapability capability) {
        return switch (capability) {
            case FORM_ELICITATION -> revision.has(Feature.ELICITATION);
            case URL_ELICITATION -> revision.has(Feature.URL_ELICITATION);
            case SAMPLING, ROOTS -> true;
        };
    }

    private static boolean isDeclared(
            JsonNode declared, ClientCapability capability, Revision revision) {
        JsonNode elicitation = declared.path("elicitation");
        return switch (capability) {
            case FORM_ELICITATION -> hasForms(elicitation, revision);
            case URL_ELICITATION -> elicitation.path("url").isObject();
            case SAMPLING -> declared.path("sampling").isObject();
            case ROOTS -> declared.path("roots").isObject();
        };
    }

    /** Forms are what elicitation was before it had modes, and what it is when none is named. */
    private static boolean hasForms(JsonNode elicitation, Revision revision) {
        boolean named = elicitation.path("form").isObject();
        boolean implied = !revision.has(Feature.URL_ELICITATION) || !elicitation.has("url");
        return elicitation.isObject() && (named || implied);
    }

    /** {@code ClientCapabilities} with just these. */
    static ObjectNode toJson(List<ClientCapability> capabilities) {
        ObjectNode json = Wire.object();
        for (ClientCapability capability : capabilities) {
            ObjectNode inner = json;
            for (String name : capability.path().split("\\.", -1)) {
                inner = inner.withObjectProperty(name);
            }
        }
        return json;
    }
}
