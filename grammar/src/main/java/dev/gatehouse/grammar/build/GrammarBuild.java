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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Builds the grammars of PostgreSQL's major versions, several at a time: takes the npm package of
 * each, translates its WebAssembly module to JVM classes, and writes them with everything that run
 * time needs. What was made of the same things before is left alone.
 *
 * <p>Arguments: the folder to write to and the folder for tarballs; then, for each grammar, the
 * Java package to write, the npm package, its version, and the SHA-512 of its tarball in Base64.
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

    private static final int FOLDERS = 2;
    private static final int ARGUMENTS_OF_EACH = 4;

    private final String javaPackage;
    private final NpmPackage source;
    private final Stamp stamp;

    private GrammarBuild(Path output, List<String> arguments) {
        this.javaPackage = arguments.get(0);
        this.source = new NpmPackage(arguments.get(1), arguments.get(2), arguments.get(3));
        this.stamp = new Stamp(output.resolveSibling(javaPackage + ".stamp"), arguments);
    }

    public static void main(String[] args) {
        if (args.length <= FOLDERS || (args.length - FOLDERS) % ARGUMENTS_OF_EACH != 0) {
            throw new BuildFailure(
                    "arguments: OUTPUT-FOLDER TARBALL-FOLDER [JAVA-PACKAGE PACKAGE VERSION SHA512]...");
        }
        Path output = Path.of(args[0]);
        Path tarballs = Path.of(args[1]);
        List<GrammarBuild> builds = new ArrayList<>();
        for (int at = FOLDERS; at < args.length; at += ARGUMENTS_OF_EACH) {
            List<String> own = List.of(args).subList(at, at + ARGUMENTS_OF_EACH);
            builds.add(new GrammarBuild(output, own));
        }
        build(builds, output, tarballs);
    }

    /** As many at a time as there are processors; the first failure in their order is told. */
    private static void build(List<GrammarBuild> builds, Path output, Path tarballs) {
        int processors = Runtime.getRuntime().availableProcessors();
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(Math.min(processors, builds.size()))) {
            builds.forEach(each -> running.add(threads.submit(() -> each.build(output, tarballs))));
        }
        for (Future<?> each : running) {
            if (each.state() == Future.State.FAILED) {
                throw new BuildFailure(
                        String.valueOf(each.exceptionNow().getMessage()), each.exceptionNow());
            }
        }
    }

    private void build(Path output, Path tarballs) {
        if (!stamp.isCurrent()) {
            Tarball files = new Tarball(new NpmClient(tarballs, "npm").take(source));
            files.unpack(tarballs.resolve(source.folderName()), List.of(MODULE, GLUE));
            write(files, new Output(output, javaPackage));
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
