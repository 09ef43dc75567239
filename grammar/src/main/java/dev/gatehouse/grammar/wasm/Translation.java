package dev.gatehouse.grammar.wasm;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import dev.gatehouse.grammar.split.MethodReference;
import dev.gatehouse.grammar.split.Splitter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Translates a module to JVM classes: Chicory's compiler does the functions that fit, the splitter
 * those that do not, and the two call each other directly.
 *
 * <p>A function fits when its method is not larger than HotSpot compiles. Chicory alone would leave
 * the functions over the class file's limit of 65,535 bytes to its interpreter, and HotSpot those
 * over 8,000 bytes to its own.
 */
public final class Translation {
    // A function this large in WebAssembly never fits, so Chicory need not try.
    private static final int CERTAINLY_OVERSIZED = 4000;

    // Classes are loaded when they are first used: small ones keep the first statement cheap.
    private static final int FUNCTIONS_PER_CLASS = 64;

    private final byte[] binary;
    private final WasmModule module;
    private final String packageName;
    private final MethodSizes sizes;
    private final int imported;
    private final Set<Integer> oversized = new TreeSet<>();
    private final Map<ClassDesc, byte[]> classes = new LinkedHashMap<>();

    public Translation(byte[] binary, String packageName) {
        this(binary, packageName, MethodSizes.HOTSPOT);
    }

    Translation(byte[] binary, String packageName, MethodSizes sizes) {
        this.binary = binary.clone();
        this.module = Parser.parse(binary);
        this.packageName = packageName;
        this.sizes = sizes;
        this.imported = module.importSection().count(ExternalType.FUNCTION);
        GeneratedClasses generated = translateWhatFits();
        Splitter splitter = new Splitter(module, generated, packageName, sizes.region());
        generated.classes().forEach((name, type) -> classes.put(name, link(type, splitter)));
        oversized.forEach(function -> classes.putAll(splitter.split(function)));
    }

    /** The class files, by name. */
    public Map<ClassDesc, byte[]> classes() {
        return classes;
    }

    public WasmModule module() {
        return module;
    }

    /** The functions that were split. */
    public Set<Integer> oversized() {
        return oversized;
    }

    /** The module without any code: what is left to load at run time. */
    public byte[] withoutCode() {
        return Stubs.replace(binary, function -> true);
    }

    private GeneratedClasses translateWhatFits() {
        for (int i = 0; i < module.codeSection().functionBodyCount(); i++) {
            if (module.codeSection().getFunctionBody(i).instructions().size()
                    > CERTAINLY_OVERSIZED) {
                oversized.add(imported + i);
            }
        }
        CompilerResult result = compile();
        while (oversized.addAll(result.interpretedFunctions())) {
            result = compile();
        }
        GeneratedClasses generated = new GeneratedClasses(module, result);
        generated
                .codeSizes()
                .forEach(
                        (function, size) -> {
                            if (function >= imported && size > sizes.largest()) {
                                oversized.add(function);
                            }
                        });
        return generated;
    }

    /** Has Chicory compile everything but the oversized functions, which it sees empty. */
    private CompilerResult compile() {
        byte[] stubbed = Stubs.replace(binary, function -> oversized.contains(imported + function));
        return Compiler.builder(Parser.parse(stubbed))
                .withClassName(packageName + ".Machine")
                .withMaxFunctionsPerClass(FUNCTIONS_PER_CLASS)
                .withClassCollectorFactory(ByteClassCollector::new)
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .build()
                .compile();
    }

    /** Lets the methods of oversized functions call their split code. */
    private byte[] link(ClassModel type, Splitter splitter) {
        return ClassFile.of()
                .transformClass(
                        type,
                        (builder, element) -> {
                            if (element instanceof MethodModel method && isOversized(method)) {
                                builder.withMethodBody(
                                        method.methodName(),
                                        method.methodType(),
                                        method.flags().flagsMask(),
                                        code -> forward(code, splitter, functionOf(method)));
                            } else {
                                builder.with(element);
                            }
                        });
    }

    private static void forward(CodeBuilder code, Splitter splitter, int function) {
        MethodReference target = splitter.entryPoint(function);
        for (int i = 0; i < target.type().parameterCount(); i++) {
            code.loadLocal(TypeKind.from(target.type().parameterType(i)), code.parameterSlot(i));
        }
        code.invokestatic(target.owner(), target.name(), target.type())
                .return_(TypeKind.from(target.type().returnType()));
    }

    private boolean isOversized(MethodModel method) {
        String name = method.methodName().stringValue();
        return name.startsWith(GeneratedClasses.FUNCTION) && oversized.contains(functionOf(method));
    }

    private static int functionOf(MethodModel method) {
        return GeneratedClasses.functionOf(method.methodName().stringValue());
    }
}
