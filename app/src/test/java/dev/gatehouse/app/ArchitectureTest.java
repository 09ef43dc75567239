package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every module to the rules, and every rule to noticing code that breaks it. */
class ArchitectureTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

    private static final List<String> MODULES =
            List.of("core", "grammar", "postgres", "engines", "mcp", "demo", "gateway", "app");

    /**
     * All but the classes that the build makes of PostgreSQL's grammar, which follow no style of
     * ours. They are large, so they are not read at all.
     */
    private static final ImportOption WRITTEN =
            location -> !location.matches(Pattern.compile(".*/postgres/parser/v[0-9]+/.*"));

    private static final Pattern PACKAGE_INFO =
            Pattern.compile(
                    "/\\*\\*\\s+(\\* )?[A-Z](?:(?!\\*/).)*\\.\\s+\\*/\\s+@NullMarked\\s+package [\\w.]+;.*",
                    Pattern.DOTALL);

    private static final JavaClasses OURS = imported();

    private static JavaClasses imported() {
        List<Path> folders =
                MODULES.stream().map(name -> ROOT.resolve(name).resolve("target/classes")).toList();
        assertThat(folders).allSatisfy(folder -> assertThat(folder).isNotEmptyDirectory());
        return new ClassFileImporter().withImportOption(WRITTEN).importPaths(folders);
    }

    static Stream<Architecture.Rule> rules() {
        return Architecture.rules();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theProgramKeeps(Architecture.Rule rule) {
        rule.rule().check(OURS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void noticesWhatBreaks(Architecture.Rule rule, @TempDir Path folder) throws IOException {
        JavaClasses broken = Counterexample.compiled(folder, rule.broken());
        assertThat(rule.rule().evaluate(broken).hasViolation()).isTrue();
    }

    /** But for the benchmarks, which are built on demand only. */
    @Test
    void everyModuleIsLookedAt() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            assertThat(folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java"))))
                    .extracting(folder -> folder.getFileName().toString())
                    .filteredOn(name -> !name.equals("bench"))
                    .containsExactlyInAnyOrderElementsOf(MODULES);
        }
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        for (String module : MODULES) {
            assertThat(packages(ROOT.resolve(module).resolve("src/main/java")))
                    .isNotEmpty()
                    .allSatisfy(
                            folder ->
                                    assertThat(folder.resolve("package-info.java"))
                                            .content()
                                            .matches(PACKAGE_INFO));
        }
    }

    @Test
    void noticesAPackageThatSaysNothing() {
        assertThat("/** For one thing. */\n@NullMarked\npackage dev.gatehouse.one;\n")
                .matches(PACKAGE_INFO);
        assertThat("@NullMarked\npackage dev.gatehouse.one;\n").doesNotMatch(PACKAGE_INFO);
        assertThat("/** */\n@NullMarked\npackage dev.gatehouse.one;\n").doesNotMatch(PACKAGE_INFO);
        assertThat("/** For one thing. */\npackage dev.gatehouse.one;\n")
                .doesNotMatch(PACKAGE_INFO);
    }

    private static List<Path> packages(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }
}
