package dev.gatehouse.grammar.split;

import com.dylibso.chicory.wasm.types.FunctionType;

/**
 * The rest of the module, which split code calls into: the classes that the translator has made.
 */
public interface TranslatedModule {
    /** The method that holds a function of the module. */
    MethodReference function(int id);

    FunctionType typeOf(int function);

    /** The method that calls through a table, for functions of the given type. */
    MethodReference indirectCall(int type);

    /** A method of the translator's support class by its name, which must be unique there. */
    MethodReference shaded(String name);
}
