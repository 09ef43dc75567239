package dev.gatehouse.grammar.split;

import com.dylibso.chicory.wasm.WasmModule;
import dev.gatehouse.grammar.BuildFailure;
import dev.gatehouse.grammar.split.RegionPacking.Region;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a function into classes: one for its frame, some for its regions, and one for the driver,
 * whose method {@code call} has the type of the function.
 */
public final class Splitter {
    // Classes are loaded when control first comes to them: small ones keep the first statement
    // cheap.
    private static final int REGIONS_PER_CLASS = 8;

    private static final int MOST_ENTRIES = Character.MAX_VALUE;

    private final WasmModule module;
    private final TranslatedModule translated;
    private final String packageName;
    private final int budget;

    /**
     * A splitter for functions of one module.
     *
     * @param packageName the package of the classes, which must be that of the translated module
     * @param budget about how many bytes of JVM code a method may have
     */
    public Splitter(
            WasmModule module, TranslatedModule translated, String packageName, int budget) {
        this.module = module;
        this.translated = translated;
        this.packageName = packageName;
        this.budget = budget;
    }

    /** The method that runs a split function. */
    public MethodReference entryPoint(int function) {
        MethodReference original = translated.function(function);
        return new MethodReference(className(function, ""), "call", original.type());
    }

    /** The class files of a split function, by binary name. */
    public Map<ClassDesc, byte[]> split(int id) {
        SplitPlan plan = plan(WasmFunction.of(module, id));
        Map<ClassDesc, byte[]> classes = new LinkedHashMap<>();
        List<Region> regions = plan.packing().regions();
        for (int first = 0; first < regions.size(); first += REGIONS_PER_CLASS) {
            int last = Math.min(first + REGIONS_PER_CLASS, regions.size());
            ClassDesc name = regionClass(id, first);
            classes.put(name, regionClass(plan, name, regions.subList(first, last)));
        }
        MethodReference entry = entryPoint(id);
        Driver driver = new Driver(plan, entry, region -> regionClass(id, region));
        classes.put(entry.owner(), driver.classFile());
        classes.put(plan.frame().name(), plan.frame().classFile());
        return classes;
    }

    private SplitPlan plan(WasmFunction function) {
        Frame frame = new Frame(className(function.id(), "Frame"), function);
        ControlFlow flow = new ControlFlow(function);
        StackTyping typing =
                new StackTyping(function, new InstructionSet(module, function, frame, translated));
        RegionPacking packing = new RegionPacking(function, flow, budget);
        if (packing.entryCount() > MOST_ENTRIES) {
            throw new BuildFailure("function " + function.id() + " has too many entries to split");
        }
        return new SplitPlan(function, flow, typing, packing, frame, translated);
    }

    private ClassDesc className(int function, String suffix) {
        return ClassDesc.of(packageName, "Function" + function + suffix);
    }

    private ClassDesc regionClass(int function, int region) {
        return className(function, "Regions" + region / REGIONS_PER_CLASS);
    }

    static String regionName(int region) {
        return "region" + region;
    }

    private byte[] regionClass(SplitPlan plan, ClassDesc name, List<Region> regions) {
        return ClassFile.of()
                .build(
                        name,
                        type -> {
                            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                            for (Region region : regions) {
                                type.withMethodBody(
                                        regionName(region.number()),
                                        RegionMethod.type(plan.frame().name()),
                                        ClassFile.ACC_STATIC,
                                        code -> new RegionCompiler(plan, region, code).compile());
                            }
                        });
    }
}
