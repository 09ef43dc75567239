package dev.gatehouse.grammar.split;

/** What the passes before code generation have found out about one function. */
record SplitPlan(
        WasmFunction function,
        ControlFlow flow,
        StackTyping typing,
        RegionPacking packing,
        Frame frame,
        TranslatedModule translated) {}
