package dev.gatehouse.postgres.parser.wasm;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.Arrays;

/**
 * Everything that the module may ask of the outside: to jump over C frames, which is how PostgreSQL
 * raises errors, and to have more memory. Files answer that they are closed; anything else ends the
 * instance.
 */
final class HostFunctions {
    private static final long[] NOTHING = {};
    private static final long[] TRUE = {1};
    private static final long[] EBADF = {8};
    private static final int PAGE = 65_536;

    private final GrammarDescription description;

    /** Carries a C {@code longjmp} over the frames of the JVM. */
    private static final class LongJump extends RuntimeException {
        LongJump() {
            super("longjmp", null, false, false);
        }
    }

    HostFunctions(GrammarDescription description) {
        this.description = description;
    }

    ImportValues importsOf(WasmModule module) {
        var imports = ImportValues.builder();
        module.importSection().stream()
                .map(FunctionImport.class::cast)
                .forEach(
                        wanted -> {
                            FunctionType type = module.typeSection().getType(wanted.typeIndex());
                            String name = description.imported(wanted.name());
                            imports.addFunction(
                                    new HostFunction(
                                            wanted.module(),
                                            wanted.name(),
                                            type,
                                            function(name, type)));
                        });
        return imports.build();
    }

    private WasmFunctionHandle function(String name, FunctionType type) {
        if (name.startsWith("invoke_")) {
            return (instance, arguments) -> invoke(instance, arguments, type);
        }
        return switch (name) {
            case "_emscripten_throw_longjmp" ->
                    (instance, arguments) -> {
                        throw new LongJump();
                    };
            case "emscripten_resize_heap" ->
                    (instance, arguments) -> resizeHeap(instance, (int) arguments[0]);
            case "fd_read", "fd_write", "fd_seek", "fd_close" -> (instance, arguments) -> EBADF;
            default ->
                    (instance, arguments) -> {
                        throw new ModuleFailure(
                                ModuleFailure.Kind.FAULT, "the module has called " + name);
                    };
        };
    }

    /**
     * Calls a function by its place in the table and catches the jump over it. Source: what
     * Emscripten's glue file does for its {@code invoke_} functions.
     */
    private long[] invoke(Instance instance, long[] arguments, FunctionType type) {
        long stack = export(instance, "emscripten_stack_get_current")[0];
        try {
            int function = instance.table(0).requiredRef((int) arguments[0]);
            long[] passed = Arrays.copyOfRange(arguments, 1, arguments.length);
            return instance.getMachine().call(function, passed);
        } catch (LongJump jump) {
            export(instance, "_emscripten_stack_restore", stack);
            export(instance, "setThrew", 1, 0);
            return type.returns().isEmpty() ? NOTHING : new long[type.returns().size()];
        }
    }

    private long[] export(Instance instance, String function, long... arguments) {
        return instance.export(description.export(function)).apply(arguments);
    }

    /**
     * Grows the memory to at least so many bytes. A refusal ends the instance: told that there is
     * no memory, the module's scanner would answer that the text has no tokens.
     */
    private static long[] resizeHeap(Instance instance, int bytes) {
        int wanted = (int) ((Integer.toUnsignedLong(bytes) + PAGE - 1) / PAGE);
        Memory memory = instance.memory();
        if (wanted > memory.maximumPages()) {
            throw new ModuleFailure(ModuleFailure.Kind.MEMORY, "the memory limit is reached");
        }
        // Growing by a fifth more, as Emscripten does, saves most of the later calls.
        int generous = Math.min(wanted + wanted / 5, memory.maximumPages());
        if (generous > memory.pages()) {
            memory.grow(generous - memory.pages());
        }
        return TRUE;
    }
}
