package dev.gatehouse.grammar.npm;

import dev.gatehouse.grammar.BuildFailure;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JavaScript that Emscripten writes beside a module. The names of the module's imports and
 * exports are letters that change with every release; only this file says what they stand for.
 */
public final class GlueFile {
    /** What Emscripten calls the function that runs the constructors of static objects. */
    public static final String CONSTRUCTORS = "__wasm_call_ctors";

    private static final Pattern IMPORTS = Pattern.compile("wasmImports=\\{([^}]*)}");
    private static final Pattern IMPORT = Pattern.compile("([\\w$]+):([\\w$]+)");
    private static final Pattern EXPORT =
            Pattern.compile(
                    "((?:[\\w$]+=|Module\\[\"[\\w$]+\"]=)+)\\(?wasmExports\\[\"([\\w$]+)\"]");
    private static final Pattern NAME = Pattern.compile("[\\w$]+(?=\"]=|=)");
    private static final Pattern CALL = Pattern.compile("wasmExports\\[\"([\\w$]+)\"]\\(\\)");
    private static final Pattern ON_INIT =
            Pattern.compile("addOnInit\\(wasmExports\\[\"([\\w$]+)\"]");

    private final Map<String, String> imports = new TreeMap<>();
    private final Map<String, String> exports = new TreeMap<>();

    public GlueFile(String javaScript) {
        readImports(javaScript);
        readExports(javaScript);
        readConstructors(javaScript);
    }

    private void readImports(String javaScript) {
        Matcher object = IMPORTS.matcher(javaScript);
        if (!object.find()) {
            throw new BuildFailure("the glue file does not say what the module imports");
        }
        Matcher pair = IMPORT.matcher(object.group(1));
        while (pair.find()) {
            imports.put(pair.group(1), nameInC(pair.group(2)));
        }
    }

    private void readExports(String javaScript) {
        Matcher assignment = EXPORT.matcher(javaScript);
        while (assignment.find()) {
            Matcher name = NAME.matcher(assignment.group(1));
            while (name.find()) {
                exports.put(nameInC(name.group()), assignment.group(2));
            }
        }
    }

    private void readConstructors(String javaScript) {
        for (Pattern pattern : new Pattern[] {CALL, ON_INIT}) {
            Matcher call = pattern.matcher(javaScript);
            if (call.find()) {
                exports.put(CONSTRUCTORS, call.group(1));
            }
        }
    }

    /** Emscripten puts one underscore before the names of C functions. */
    private static String nameInC(String name) {
        return name.startsWith("_") ? name.substring(1) : name;
    }

    /** What the module's import of this letter is called. */
    public String imported(String letter) {
        String name = imports.get(letter);
        if (name == null) {
            throw new BuildFailure("the glue file does not name the module's import " + letter);
        }
        return name;
    }

    /** Under which letter the module exports a function. */
    public String export(String name) {
        String letter = exports.get(name);
        if (letter == null) {
            throw new BuildFailure("the glue file names no export " + name + " of the module");
        }
        return letter;
    }

    public boolean exports(String name) {
        return exports.containsKey(name);
    }
}
