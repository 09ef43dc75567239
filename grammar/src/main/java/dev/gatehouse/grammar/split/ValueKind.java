package dev.gatehouse.grammar.split;

import com.dylibso.chicory.wasm.types.ValType;
import dev.gatehouse.grammar.BuildFailure;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.List;

/** A WebAssembly number type and the JVM type that carries it. */
public enum ValueKind {
    I32(TypeKind.INT),
    I64(TypeKind.LONG),
    F32(TypeKind.FLOAT),
    F64(TypeKind.DOUBLE);

    private final TypeKind jvm;

    ValueKind(TypeKind jvm) {
        this.jvm = jvm;
    }

    static ValueKind of(ValType type) {
        if (type.equals(ValType.I32)) {
            return I32;
        } else if (type.equals(ValType.I64)) {
            return I64;
        } else if (type.equals(ValType.F32)) {
            return F32;
        } else if (type.equals(ValType.F64)) {
            return F64;
        }
        throw new BuildFailure("the splitter does not know the WebAssembly type " + type);
    }

    static List<ValueKind> of(List<ValType> types) {
        return types.stream().map(ValueKind::of).toList();
    }

    static ValueKind of(Class<?> carrier) {
        return of(TypeKind.from(carrier));
    }

    static ValueKind of(TypeKind carrier) {
        for (ValueKind kind : values()) {
            if (kind.jvm == carrier) {
                return kind;
            }
        }
        throw new BuildFailure("no WebAssembly type is carried by the JVM's " + carrier);
    }

    TypeKind jvm() {
        return jvm;
    }

    ClassDesc descriptor() {
        return jvm.upperBound();
    }

    /** Whether the JVM spends two stack slots on it. */
    boolean isWide() {
        return jvm.slotSize() == 2;
    }
}
