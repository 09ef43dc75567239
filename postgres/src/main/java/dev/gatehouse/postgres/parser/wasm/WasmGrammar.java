package dev.gatehouse.postgres.parser.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/**
 * The grammar of one PostgreSQL major version, from which instances are made. It is immutable; each
 * instance has its own memory.
 */
public final class WasmGrammar {
    private static final int PAGE = 65_536;

    // The heap that an instance starts with, in pages; untouched ones cost nothing.
    private static final int FIRST_HEAP_PAGES = 80;

    private final WasmModule module;
    private final GrammarDescription description;
    private final Function<Instance, Machine> machine;

    private WasmGrammar(
            WasmModule module,
            GrammarDescription description,
            Function<Instance, Machine> machine) {
        this.module = module;
        this.description = description;
        this.machine = machine;
    }

    /**
     * Loads a grammar as JVM classes, which the build has translated.
     *
     * @param javaPackage where the build has put it
     */
    public static WasmGrammar compiled(String javaPackage) {
        return load(javaPackage, "module.wasm", compiledMachine(javaPackage));
    }

    /** Loads a grammar for Chicory's interpreter: the same answers, some hundred times later. */
    public static WasmGrammar interpreted(String javaPackage) {
        return load(javaPackage, "interpreted.wasm", InterpreterMachine::new);
    }

    private static WasmGrammar load(
            String javaPackage, String module, Function<Instance, Machine> machine) {
        try (InputStream code = resource(javaPackage, module);
                InputStream names = resource(javaPackage, "grammar.properties")) {
            return new WasmGrammar(
                    Parser.parse(code.readAllBytes()), new GrammarDescription(names), machine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String javaPackage, String name) {
        String path = "/" + javaPackage.replace('.', '/') + "/" + name;
        InputStream in = WasmGrammar.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException("this build has no grammar " + path);
        }
        return in;
    }

    /** The generated class is found by name, because this source is compiled without it. */
    private static Function<Instance, Machine> compiledMachine(String javaPackage) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> type = WasmGrammar.class.getClassLoader().loadClass(javaPackage + ".Machine");
            MethodHandle constructor =
                    lookup.findConstructor(type, MethodType.methodType(void.class, Instance.class))
                            .asType(MethodType.methodType(Machine.class, Instance.class));
            return instance -> make(constructor, instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this build has no grammar " + javaPackage, e);
        }
    }

    private static Machine make(MethodHandle constructor, Instance instance) {
        try {
            return (Machine) constructor.invokeExact(instance);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the grammar's machine cannot be made", e);
        }
    }

    /**
     * Makes an instance.
     *
     * @param maxPages how large its memory may become, in pages of 64 KiB, its C stack included
     */
    public GrammarInstance instance(int maxPages) {
        int stackPages = Math.ceilDiv(description.stack().top(), PAGE);
        int initial = stackPages + FIRST_HEAP_PAGES;
        if (maxPages < initial) {
            throw new IllegalArgumentException(
                    "the grammar needs " + initial + " pages of memory, " + maxPages + " given");
        }
        Instance instance =
                Instance.builder(module)
                        .withMemoryLimits(new MemoryLimits(initial, maxPages))
                        .withMemoryFactory(SparseMemory::new)
                        .withGlobalFactory(StackGuard.guarding(description.stack()))
                        .withMachineFactory(machine)
                        .withImportValues(new HostFunctions(description).importsOf(module))
                        .withStart(false)
                        .build();
        return new GrammarInstance(instance, description);
    }
}
