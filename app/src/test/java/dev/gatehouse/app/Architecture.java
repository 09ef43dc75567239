package dev.gatehouse.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchRule;
import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.sql.SafeSql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of ARCHITECTURE.md, each with code that breaks it. */
final class Architecture {

    private static final String ROOT = "dev.gatehouse.";
    private static final Set<String> JAVA_BASE = Object.class.getModule().getPackages();
    private static final Pattern VAGUE_CLASS =
            Pattern.compile(".*(Impl|Utils?|Helpers?|Manager|Service|DTO|Dto)");
    private static final Pattern VAGUE_PACKAGE =
            Pattern.compile("(.*\\.)?(utils?|common|impl|helpers?|misc)(\\..*)?");

    /** A module, and those of our modules that it may know. */
    private record Module(String name, List<String> knows) {}

    private static final List<Module> MODULES =
            List.of(
                    new Module("core", List.of()),
                    new Module("grammar", List.of()),
                    new Module("mcp", List.of()),
                    new Module("demo", List.of()),
                    new Module("postgres", List.of("core")),
                    new Module("engines", List.of("core")),
                    new Module("gateway", List.of("core", "mcp")));

    /**
     * A library by its packages, one type of it, and the only packages of ours that may know it.
     */
    private record Library(String packages, String type, List<String> homes) {}

    private static final List<Library> LIBRARIES =
            List.of(
                    new Library(
                            "com.dylibso.chicory..",
                            "com.dylibso.chicory.runtime.Instance",
                            List.of("postgres.parser.wasm..", "grammar..")),
                    new Library(
                            "org.postgresql..",
                            "org.postgresql.Driver",
                            List.of("engines.postgres..")),
                    new Library(
                            "com.zaxxer..",
                            "com.zaxxer.hikari.HikariConfig",
                            List.of("engines.postgres..", "gateway.state..")),
                    new Library(
                            "io.github.bucket4j..",
                            "io.github.bucket4j.Bucket",
                            List.of("gateway.admission..")),
                    new Library(
                            "org.sqlite..", "org.sqlite.SQLiteConfig", List.of("gateway.state..")),
                    new Library(
                            "org.flywaydb..",
                            "org.flywaydb.core.Flyway",
                            List.of("gateway.state..")),
                    new Library("picocli..", "picocli.CommandLine", List.of("app..")),
                    new Library(
                            "org.snakeyaml..",
                            "org.snakeyaml.engine.v2.api.Load",
                            List.of("gateway.settings..")),
                    new Library(
                            "com.nimbusds..",
                            "com.nimbusds.jose.JWSObject",
                            List.of("gateway.identity..")),
                    new Library(
                            "org.eclipse.jetty..",
                            "org.eclipse.jetty.server.Server",
                            List.of("gateway.http..")),
                    new Library(
                            "org.apache.commons.compress..",
                            "org.apache.commons.compress.archivers.tar.TarArchiveEntry",
                            List.of("demo..", "grammar.npm..")),
                    new Library(
                            "io.prometheus..",
                            "io.prometheus.metrics.core.metrics.Counter",
                            List.of("gateway.telemetry.metrics..")),
                    new Library(
                            "io.opentelemetry..",
                            "io.opentelemetry.api.trace.Span",
                            List.of("gateway.telemetry.traces..")),
                    new Library(
                            "org.slf4j..",
                            "org.slf4j.Logger",
                            List.of("engines..", "gateway..", "app..")),
                    new Library(
                            "tools.jackson..",
                            "tools.jackson.databind.JsonNode",
                            List.of(
                                    "mcp..",
                                    "postgres.guard",
                                    "postgres.parser",
                                    "gateway..",
                                    "app..")));

    private Architecture() {}

    /**
     * A rule.
     *
     * @param number as in ARCHITECTURE.md
     * @param broken source files that break it
     */
    record Rule(String number, ArchRule rule, List<String> broken) {

        Rule {
            broken = List.copyOf(broken);
        }

        @Override
        public String toString() {
            return number + " " + rule.getDescription();
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                        Stream.of(coreIsPure(), onlyDialectsProve(), onlyIdentityMakesCallers()),
                        MODULES.stream().map(Architecture::module),
                        Stream.of(siblings("gateway"), siblings("engines")),
                        LIBRARIES.stream().map(Architecture::library),
                        Stream.of(classNames(), packageNames()),
                        Stream.of(coreTypes(), constantsInCore(), constants(), noCycles()))
                .flatMap(rules -> rules);
    }

    private static Rule coreIsPure() {
        return rule(
                "1",
                classes()
                        .that()
                        .resideInAPackage(ROOT + "core..")
                        .should()
                        .onlyDependOnClassesThat(describe("are pure", Architecture::isPure)),
                "package dev.gatehouse.core; class Reads { java.nio.file.Path file; }");
    }

    private static boolean isPure(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        String name = base.getPackageName();
        boolean outside =
                Stream.of("java.net", "java.nio.file", "java.nio.channels", "java.lang.reflect")
                        .anyMatch(name::startsWith);
        return base.isPrimitive()
                || name.startsWith(ROOT + "core")
                || name.equals("org.jspecify.annotations")
                || (JAVA_BASE.contains(name) && !outside);
    }

    private static Rule onlyDialectsProve() {
        return rule(
                "2",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(ROOT + "postgres..", ROOT + "core.sql")
                        .should(accessTargetWhere(reaches("proves SQL", SafeSql.class, "proven"))),
                """
                package dev.gatehouse.engines.postgres;
                import dev.gatehouse.core.sql.*;
                class Forges { Object forged() { return SafeSql.proven("", StatementKind.READ, null, null); } }
                """);
    }

    private static Rule onlyIdentityMakesCallers() {
        return rule(
                "2",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + "gateway.identity")
                        .should(
                                accessTargetWhere(
                                        reaches("makes a caller", Caller.class, "<init>"))),
                """
                package dev.gatehouse.gateway.tools;
                import dev.gatehouse.core.ask.Caller;
                class Poses {
                    interface Maker {
                        Caller make(
                                String id,
                                java.util.List<String> roles,
                                java.util.Map<String, dev.gatehouse.core.ask.Attribute> claims,
                                dev.gatehouse.core.ask.Confines confines);
                    }
                    Maker maker = Caller::new;
                }
                """);
    }

    /** Calls and method references alike. */
    private static DescribedPredicate<JavaAccess<?>> reaches(
            String what, Class<?> owner, String name) {
        return describe(
                what,
                access ->
                        access.getTargetOwner().isEquivalentTo(owner)
                                && access.getTarget().getName().equals(name));
    }

    private static Rule module(Module module) {
        String[] known =
                Stream.concat(Stream.of(module.name()), module.knows().stream())
                        .map(Architecture::within)
                        .toArray(String[]::new);
        return rule(
                "modules",
                noClasses()
                        .that()
                        .resideInAPackage(within(module.name()))
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage("dev.gatehouse..")
                                        .and(not(resideInAnyPackage(known))))
                        .as(module.name() + " knows of our modules only " + module.knows()),
                "package dev.gatehouse.%s; class Knows { Class<?> all = dev.gatehouse.app.Gatehouse.class; }"
                        .formatted(module.name()));
    }

    private static String within(String module) {
        return ROOT + module + "..";
    }

    private static Rule siblings(String module) {
        return rule(
                "3",
                slices().matching(ROOT + module + ".(*)..")
                        .should()
                        .notDependOnEachOther()
                        .as("the packages inside " + module + " do not know each other"),
                "package dev.gatehouse.%s.one; class One { dev.gatehouse.%s.two.Two two; }"
                        .formatted(module, module),
                "package dev.gatehouse.%s.two; public class Two { }".formatted(module));
    }

    private static Rule library(Library library) {
        String[] homes = library.homes().stream().map(ROOT::concat).toArray(String[]::new);
        return rule(
                "4",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(homes)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library.packages())
                        .as(library.packages() + " stays in " + String.join(", ", homes)),
                "package dev.gatehouse.core.sql; class Leaks { Class<?> type = %s.class; }"
                        .formatted(library.type()));
    }

    private static Rule classNames() {
        return rule(
                "5",
                noClasses()
                        .should()
                        .haveNameMatching(VAGUE_CLASS.pattern())
                        .as("no class ends in Impl, Util, Helper, Manager, Service or DTO"),
                "package dev.gatehouse.mcp; class TextUtils { }");
    }

    private static Rule packageNames() {
        return rule(
                "5",
                noClasses()
                        .should(
                                be(
                                        describe(
                                                "in a package for anything",
                                                type ->
                                                        VAGUE_PACKAGE
                                                                .matcher(type.getPackageName())
                                                                .matches())))
                        .as("no package is named util or common"),
                "package dev.gatehouse.mcp.util; class Text { }");
    }

    private static Rule coreTypes() {
        return rule(
                "6",
                classes()
                        .that()
                        .resideInAPackage(ROOT + "core..")
                        .and()
                        .areNotInterfaces()
                        .and()
                        .doNotHaveModifier(SYNTHETIC)
                        .should()
                        .haveModifier(FINAL)
                        .orShould(be(describe("an enum", JavaClass::isEnum)))
                        .as("core types are records, enums, interfaces or final classes"),
                "package dev.gatehouse.core; class Open { }");
    }

    private static Rule constants() {
        return rule(
                "6",
                fields().that()
                        .areStatic()
                        .should()
                        .haveModifier(FINAL)
                        .orShould()
                        .haveModifier(SYNTHETIC)
                        .as("no static field changes"),
                "package dev.gatehouse.gateway; final class Counts { static int count; }");
    }

    private static Rule constantsInCore() {
        return rule(
                "6",
                fields().that()
                        .areDeclaredInClassesThat()
                        .resideInAPackage(ROOT + "core..")
                        .and()
                        .areStatic()
                        .and()
                        .doNotHaveModifier(SYNTHETIC)
                        .should(be(describe("deeply constant", Architecture::isConstant)))
                        .as("what a static field of core holds does not change either"),
                "package dev.gatehouse.core; final class Shares { static final int[] SHARED = {1}; }");
    }

    /** As far as the declared type tells: a copy by {@code List.of} is declared as a List. */
    private static boolean isConstant(JavaField field) {
        JavaClass type = field.getRawType();
        boolean collection =
                type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
        return !type.isArray()
                && !type.getPackageName().startsWith("java.util.concurrent")
                && !type.isAssignableTo(StringBuilder.class)
                && (!collection || type.isInterface());
    }

    private static Rule noCycles() {
        return rule(
                "7",
                slices().matching(ROOT + "(**)").should().beFreeOfCycles(),
                "package dev.gatehouse.mcp.one; public class One { dev.gatehouse.mcp.two.Two two; }",
                "package dev.gatehouse.mcp.two; public class Two { dev.gatehouse.mcp.one.One one; }");
    }

    private static Rule rule(String number, ArchRule rule, String... broken) {
        return new Rule(number, rule, List.of(broken));
    }
}
