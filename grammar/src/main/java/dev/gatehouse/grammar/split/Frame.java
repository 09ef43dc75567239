package dev.gatehouse.grammar.split;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The class that holds one activation of a split function while control moves between its regions:
 * a field for each local, for each operand that is on the stack at a jump, and for the result.
 */
final class Frame {
    private final ClassDesc name;
    private final WasmFunction function;
    private final Map<String, ValueKind> fields = new TreeMap<>();

    Frame(ClassDesc name, WasmFunction function) {
        this.name = name;
        this.function = function;
    }

    ClassDesc name() {
        return name;
    }

    void loadLocal(CodeBuilder code, int local) {
        load(code, "local" + local, function.locals().get(local));
    }

    void storeLocal(CodeBuilder code, int local) {
        store(code, "local" + local, function.locals().get(local));
    }

    /** Pushes the operands of a block onto the JVM's stack. */
    void loadOperands(CodeBuilder code, List<ValueKind> operands) {
        for (int place = 0; place < operands.size(); place++) {
            load(code, operand(place, operands.get(place)), operands.get(place));
        }
    }

    /** Pops one operand from the JVM's stack into its place. */
    void storeOperand(CodeBuilder code, int place, ValueKind kind) {
        store(code, operand(place, kind), kind);
    }

    /** With the frame on the stack: reads the result. */
    void getResult(CodeBuilder code, ValueKind kind) {
        code.getfield(name, declare("result", kind), kind.descriptor());
    }

    /** With the frame and a value on the stack: sets a local. */
    void putLocal(CodeBuilder code, int local) {
        ValueKind kind = function.locals().get(local);
        code.putfield(name, declare("local" + local, kind), kind.descriptor());
    }

    void storeResult(CodeBuilder code, ValueKind kind) {
        store(code, "result", kind);
    }

    // One place may hold another type elsewhere in the function.
    private static String operand(int place, ValueKind kind) {
        return "operand" + place + kind;
    }

    private String declare(String field, ValueKind kind) {
        fields.put(field, kind);
        return field;
    }

    private void load(CodeBuilder code, String field, ValueKind kind) {
        code.aload(RegionMethod.FRAME_SLOT).getfield(name, declare(field, kind), kind.descriptor());
    }

    private void store(CodeBuilder code, String field, ValueKind kind) {
        code.aload(RegionMethod.FRAME_SLOT);
        if (kind.isWide()) {
            code.dup_x2().pop();
        } else {
            code.swap();
        }
        code.putfield(name, declare(field, kind), kind.descriptor());
    }

    /**
     * The class file; call it when the regions are compiled, as they say which fields there are.
     */
    byte[] classFile() {
        return ClassFile.of()
                .build(
                        name,
                        type -> {
                            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                            fields.forEach(
                                    (field, kind) -> type.withField(field, kind.descriptor(), 0));
                            type.withMethodBody(
                                    ConstantDescs.INIT_NAME,
                                    ConstantDescs.MTD_void,
                                    0,
                                    code ->
                                            code.aload(0)
                                                    .invokespecial(
                                                            ConstantDescs.CD_Object,
                                                            ConstantDescs.INIT_NAME,
                                                            ConstantDescs.MTD_void)
                                                    .return_());
                        });
    }
}
