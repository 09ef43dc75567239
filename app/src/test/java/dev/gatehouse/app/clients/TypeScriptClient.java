package dev.gatehouse.app.clients;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The official TypeScript client, in a process of its own. */
public enum TypeScriptClient implements Client {

    /** Version 1.x, for the revisions with a handshake. */
    ONE("typescript-1.mjs", ""),

    /** Version 2.x, with the latest revision that the server speaks. */
    TWO("typescript-2.mjs", "auto"),

    /** Version 2.x, kept to the revisions with a handshake. */
    TWO_WITH_HANDSHAKE("typescript-2.mjs", "legacy");

    private final String script;
    private final String mode;

    TypeScriptClient(String script, String mode) {
        this.script = script;
        this.mode = mode;
    }

    @Override
    public Seen visit(Server server, Errand errand) {
        JsonMapper mapper = JsonMapper.shared();
        List<String> command = new ArrayList<>(List.of(Node.recent(), Node.script(script)));
        if (!mode.isEmpty()) {
            command.add(mode);
        }
        command.add(mapper.writeValueAsString(errand));
        command.addAll(server.target());
        return mapper.readValue(Node.run(command).success(), Seen.class);
    }
}
