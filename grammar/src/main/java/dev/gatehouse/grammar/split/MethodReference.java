package dev.gatehouse.grammar.split;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** A static method that generated code may call. */
public record MethodReference(ClassDesc owner, String name, MethodTypeDesc type) {
    void invoke(CodeBuilder code) {
        code.invokestatic(owner, name, type);
    }
}
