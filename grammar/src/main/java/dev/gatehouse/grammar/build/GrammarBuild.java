package dev.gatehouse.grammar.build;

import com.dylibso.chicory.wasm.types.ExternalType;
import dev.gatehouse.grammar.BuildFailure;
import dev.gatehouse.grammar.npm.GlueFile;
import dev.gatehouse.grammar.npm.NpmClient;
import dev.gatehouse.grammar.npm.NpmPackage;
import dev.gatehouse.grammar.npm.Tarball;
import dev.gatehouse.grammar.wasm.MemoryLayout;
import dev.gatehouse.grammar.wasm.Translation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * Builds the grammar of one PostgreSQL major version: takes the npm package, translates its
 * WebAssembly module to JVM classes, and writes them with everything that run time needs.
 *
 * <p>Arguments: the npm package, its version, the SHA-512 of its tarball in Base64, the Java
 * package to write, the folder to write to, and the folder for tarballs.
 */
public final class GrammarBuild {
    private static final String MODULE = "package/wasm/libpg-query.wasm";
    private static final String GLUE = "package/wasm/libpg-query.js";

    private static final List<String> NEEDED_EXPORTS =
            List.of(
                    "malloc",
                    "free",
                    "wasm_parse_query_raw",
                    "wasm_free_parse_result",
                    "setThrew",
                    "_emscripten_stack_restore",
                    "emscripten_stack_get_current",
                    GlueFile.CONSTRUCTORS);

    /** Only the packages of PostgreSQL 18 and later bring the scanner. */
    private static final List<String> OPTIONAL_EXPORTS = List.of("wasm_scan", "wasm_free_string");

    private final NpmPackage source;
    private final String javaPackage;

    private GrammarBuild(NpmPackage source, String javaPackage) {
        this.source = source;
        this.javaPackage = javaPackage;
    }

    public static void main(String[] args) {
        if (args.length != 6) {
            throw new BuildFailure(
                    "arguments: PACKAGE VERSION SHA512 JAVA-PACKAGE OUTPUT-FOLDER TARBALL-FOLDER");
        }
        NpmPackage source = new NpmPackage(args[0], args[1], args[2]);
        Path output = Path.of(args[4]);
        Path tarballs = Path.of(args[5]);
        Stamp stamp = new Stamp(output.resolveSibling(args[3] + ".stamp"), args);
        if (!stamp.isCurrent()) {
            Tarball files = new Tarball(new NpmClient(tarballs, "npm").take(source));
            files.unpack(tarballs.resolve(source.folderName()), List.of(MODULE, GLUE));
            new GrammarBuild(source, args[3]).write(files, new Output(output, args[3]));
            stamp.write();
        }
    }

    private void write(Tarball files, Output output) {
        byte[] binary = files.file(MODULE);
        GlueFile glue = new GlueFile(files.text(GLUE));
        Translation translation = new Translation(binary, javaPackage);
        output.clear();
        translation.classes().forEach(output::writeClass);
        output.write("module.wasm", translation.withoutCode());
        output.write("interpreted.wasm", binary);
        output.write("grammar.properties", properties(translation, glue));
        output.write("LICENSE-libpg-query-node.txt", files.file("package/LICENSE"));
        output.copy("LICENSE-libpg_query.txt");
        output.copy("LICENSE-PostgreSQL.txt");
    }

    /** What the letters of this release stand for, and where its stack is. */
    private byte[] properties(Translation translation, GlueFile glue) {
        var lines = new TreeMap<String, String>();
        lines.put("package", source.toString());
        translation.module().importSection().stream()
                .filter(imported -> imported.importType() == ExternalType.FUNCTION)
                .forEach(
                        imported ->
                                lines.put(
                                        "import." + imported.name(),
                                        glue.imported(imported.name())));
        NEEDED_EXPORTS.forEach(name -> lines.put("export." + name, glue.export(name)));
        OPTIONAL_EXPORTS.stream()
                .filter(glue::exports)
                .forEach(name -> lines.put("export." + name, glue.export(name)));
        MemoryLayout memory =
                MemoryLayout.of(translation.module(), glue.export("emscripten_stack_get_current"));
        lines.put("stack.global", Integer.toString(memory.stackGlobal()));
        lines.put("stack.top", Integer.toString(memory.stackTop()));
        lines.put("stack.end", Integer.toString(memory.stackEnd()));
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
