package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Code that breaks a rule on purpose, to show that the rule would be noticed to be broken. */
final class Counterexample {

    private static final Pattern PACKAGE =
            Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("(?:class|record|interface|enum) (\\w+)");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /**
     * Of one for all, so that the libraries are looked through once; the process's end closes it.
     */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, null, null);

    private Counterexample() {}

    /**
     * Compiles source files against everything that the program has.
     *
     * @param sources each with a package and one type
     */
    static JavaClasses compiled(Path folder, List<String> sources) throws IOException {
        List<Path> files = sources.stream().map(source -> written(folder, source)).toList();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        StringWriter said = new StringWriter();
        FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
        boolean done =
                COMPILER.getTask(
                                said,
                                FILES,
                                null,
                                List.of("-proc:none", "-Xlint:none"),
                                null,
                                FILES.getJavaFileObjectsFromPaths(files))
                        .call();
        assertThat(done).describedAs("the counter-example compiles: %s", said).isTrue();
        return new ClassFileImporter().importPath(classes);
    }

    private static Path written(Path folder, String source) {
        try {
            String parent = first(PACKAGE, source).replace('.', '/');
            Path file =
                    folder.resolve("sources")
                            .resolve(parent)
                            .resolve(first(TYPE, source) + ".java");
            Files.createDirectories(file.getParent());
            return Files.writeString(file, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String first(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        assertThat(matcher.find()).describedAs("%s in %s", pattern, source).isTrue();
        return matcher.group(1);
    }
}
