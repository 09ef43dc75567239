package dev.gatehouse.grammar.split;

import dev.gatehouse.grammar.split.RegionPacking.Region;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes the class that stands for a split function. Its method makes a frame, puts the arguments
 * in, and calls one region after the other until one says that the function is over.
 */
final class Driver {
    private static final MethodTypeDesc CHAR_AT =
            MethodTypeDesc.of(ConstantDescs.CD_char, ConstantDescs.CD_int);

    private final SplitPlan plan;
    private final MethodReference entryPoint;
    private final IntFunction<ClassDesc> regionClass;

    Driver(SplitPlan plan, MethodReference entryPoint, IntFunction<ClassDesc> regionClass) {
        this.plan = plan;
        this.entryPoint = entryPoint;
        this.regionClass = regionClass;
    }

    byte[] classFile() {
        return ClassFile.of()
                .build(
                        entryPoint.owner(),
                        type -> {
                            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                            type.withMethodBody(
                                    entryPoint.name(),
                                    entryPoint.type(),
                                    ClassFile.ACC_STATIC,
                                    this::compile);
                        });
    }

    /** The local variables of the method after its arguments. */
    private final class Slots {
        final int memory;
        final int instance;
        final int frame;
        final int entry;

        Slots(CodeBuilder code) {
            int parameters = plan.function().parameters().size();
            memory = code.parameterSlot(parameters);
            instance = code.parameterSlot(parameters + 1);
            frame = instance + 1;
            entry = frame + 1;
        }
    }

    private void compile(CodeBuilder code) {
        Slots slots = new Slots(code);
        makeFrame(code, slots);
        code.iconst_0().istore(slots.entry);
        Label next = code.newLabel();
        Label done = code.newLabel();
        code.labelBinding(next);
        plan.translated().shaded("checkInterruption").invoke(code);
        callRegion(code, slots, next, done);
        code.labelBinding(done);
        List<ValueKind> results = plan.function().results();
        if (results.isEmpty()) {
            code.return_();
        } else {
            code.aload(slots.frame);
            plan.frame().getResult(code, results.getFirst());
            code.return_(results.getFirst().jvm());
        }
    }

    private void makeFrame(CodeBuilder code, Slots slots) {
        ClassDesc frame = plan.frame().name();
        code.new_(frame)
                .dup()
                .invokespecial(frame, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .astore(slots.frame);
        List<ValueKind> parameters = plan.function().parameters();
        for (int parameter = 0; parameter < parameters.size(); parameter++) {
            code.aload(slots.frame)
                    .loadLocal(parameters.get(parameter).jvm(), code.parameterSlot(parameter));
            plan.frame().putLocal(code, parameter);
        }
    }

    private void callRegion(CodeBuilder code, Slots slots, Label next, Label done) {
        List<SwitchCase> cases =
                plan.packing().regions().stream()
                        .map(region -> SwitchCase.of(region.number(), code.newLabel()))
                        .toList();
        code.loadConstant(regionOfEntry())
                .iload(slots.entry)
                .invokevirtual(ConstantDescs.CD_String, "charAt", CHAR_AT)
                .tableswitch(0, cases.size() - 1, done, cases);
        Label returned = code.newLabel();
        for (SwitchCase region : cases) {
            code.labelBinding(region.target())
                    .iload(slots.entry)
                    .aload(slots.frame)
                    .aload(slots.memory)
                    .aload(slots.instance)
                    .invokestatic(
                            regionClass.apply(region.caseValue()),
                            Splitter.regionName(region.caseValue()),
                            RegionMethod.type(plan.frame().name()))
                    .goto_(returned);
        }
        code.labelBinding(returned).dup().istore(slots.entry).ifge(next);
    }

    /** For each entry, the region that holds it, as the characters of a string. */
    private String regionOfEntry() {
        StringBuilder regions = new StringBuilder();
        for (Region region : plan.packing().regions()) {
            String number = String.valueOf((char) region.number());
            regions.append(number.repeat(plan.packing().entriesOf(region).size()));
        }
        return regions.toString();
    }
}
