package dev.gatehouse.postgres.parser.wasm;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What the build has found out about the module: what the letters stand for that it uses as names,
 * and where its C stack is.
 */
final class GrammarDescription {
    private final Properties properties = new Properties();

    /** The stack pointer's global, its first value, and the lowest value that is still stack. */
    record Stack(int global, int top, int end) {}

    GrammarDescription(InputStream in) throws IOException {
        properties.load(in);
    }

    /** The C function that an import stands for. */
    String imported(String letter) {
        return required("import." + letter);
    }

    /** The name under which the module exports a C function. */
    String export(String function) {
        return required("export." + function);
    }

    Stack stack() {
        return new Stack(number("stack.global"), number("stack.top"), number("stack.end"));
    }

    private int number(String key) {
        return Integer.parseInt(required(key));
    }

    private String required(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("the grammar was built without " + key);
        }
        return value;
    }
}
