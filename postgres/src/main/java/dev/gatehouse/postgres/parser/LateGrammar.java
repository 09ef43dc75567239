package dev.gatehouse.postgres.parser;

import dev.gatehouse.postgres.parser.wasm.GrammarInstance;
import dev.gatehouse.postgres.parser.wasm.WasmGrammar;
import org.jspecify.annotations.Nullable;

/** A grammar that is loaded for its first instance. */
final class LateGrammar {
    private final GrammarVersion version;
    private final Execution execution;
    private final ParserLimits limits;
    private @Nullable WasmGrammar grammar;

    LateGrammar(GrammarVersion version, Execution execution, ParserLimits limits) {
        this.version = version;
        this.execution = execution;
        this.limits = limits;
    }

    GrammarInstance instance() {
        return grammar().instance(limits.maxMemoryPages());
    }

    private synchronized WasmGrammar grammar() {
        WasmGrammar loaded = grammar;
        if (loaded == null) {
            loaded =
                    switch (execution) {
                        case COMPILED -> WasmGrammar.compiled(version.javaPackage());
                        case INTERPRETED -> WasmGrammar.interpreted(version.javaPackage());
                    };
            grammar = loaded;
        }
        return loaded;
    }
}
