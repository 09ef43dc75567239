package dev.gatehouse.grammar.wasm;

import com.dylibso.chicory.compiler.internal.CompilerResult;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import dev.gatehouse.grammar.BuildFailure;
import dev.gatehouse.grammar.split.MethodReference;
import dev.gatehouse.grammar.split.TranslatedModule;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The classes that Chicory's compiler has made, and where in them a function of the module is. */
final class GeneratedClasses implements TranslatedModule {
    static final String FUNCTION = "func_";
    private static final String INDIRECT_CALL = "call_indirect_";

    private final WasmModule module;
    private final Map<ClassDesc, ClassModel> classes = new LinkedHashMap<>();
    private final Map<String, MethodReference> functions = new HashMap<>();
    private final Map<String, MethodReference> support = new HashMap<>();
    private final Map<Integer, Integer> codeSizes = new HashMap<>();

    GeneratedClasses(WasmModule module, CompilerResult result) {
        this.module = module;
        result.classBytes().values().stream()
                .map(ClassFile.of()::parse)
                .forEach(type -> classes.put(type.thisClass().asSymbol(), type));
        classes.forEach(this::index);
    }

    private void index(ClassDesc owner, ClassModel type) {
        boolean isSupport = owner.displayName().endsWith("Shaded");
        for (MethodModel method : type.methods()) {
            String name = method.methodName().stringValue();
            var reference = new MethodReference(owner, name, method.methodTypeSymbol());
            if (isSupport) {
                support.merge(name, reference, GeneratedClasses::withFewerParameters);
            } else if (name.startsWith(FUNCTION)) {
                functions.put(name, reference);
                codeSizes.put(functionOf(name), codeSize(method));
            } else if (name.startsWith(INDIRECT_CALL)) {
                functions.put(name, reference);
            }
        }
    }

    /** Chicory's methods for one memory take one parameter less than those for two. */
    private static MethodReference withFewerParameters(MethodReference a, MethodReference b) {
        return a.type().parameterCount() <= b.type().parameterCount() ? a : b;
    }

    static int functionOf(String method) {
        return Integer.parseInt(method.substring(FUNCTION.length()));
    }

    private static int codeSize(MethodModel method) {
        return method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
    }

    Map<ClassDesc, ClassModel> classes() {
        return classes;
    }

    /** The bytes of JVM code of each function, by its number. */
    Map<Integer, Integer> codeSizes() {
        return codeSizes;
    }

    @Override
    public MethodReference function(int id) {
        return find(functions, FUNCTION + id);
    }

    @Override
    public MethodReference indirectCall(int type) {
        return find(functions, INDIRECT_CALL + type);
    }

    @Override
    public MethodReference shaded(String name) {
        return find(support, name);
    }

    private static MethodReference find(Map<String, MethodReference> in, String name) {
        MethodReference method = in.get(name);
        if (method == null) {
            throw new BuildFailure("Chicory's compiler has made no method " + name);
        }
        return method;
    }

    @Override
    public FunctionType typeOf(int function) {
        int imported = module.importSection().count(ExternalType.FUNCTION);
        if (function < imported) {
            int type =
                    module.importSection().stream()
                            .filter(FunctionImport.class::isInstance)
                            .map(FunctionImport.class::cast)
                            .skip(function)
                            .findFirst()
                            .orElseThrow()
                            .typeIndex();
            return module.typeSection().getType(type);
        }
        return module.functionSection().getFunctionType(function - imported, module.typeSection());
    }
}
