package dev.gatehouse.grammar.split;

import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import dev.gatehouse.grammar.split.RegionPacking.Region;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The jumps of one region. */
final class Jumps {
    private static final MethodTypeDesc COMPARISON =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final MethodTypeDesc CHAR_AT =
            MethodTypeDesc.of(ConstantDescs.CD_char, ConstantDescs.CD_int);

    private final SplitPlan plan;
    private final Region region;
    private final CodeBuilder code;
    private final Map<Integer, Label> labels;

    Jumps(SplitPlan plan, Region region, CodeBuilder code, Map<Integer, Label> labels) {
        this.plan = plan;
        this.region = region;
        this.code = code;
        this.labels = labels;
    }

    /** Jumps with the operands that the target expects, and drops those in between. */
    void jump(int target, int from, List<ValueKind> operands) {
        List<ValueKind> expected = plan.typing().before(target).orElseThrow();
        storeOperands(operands, expected.size(), plan.typing().arityAt(target));
        go(target, from);
    }

    /** Pops a condition and jumps when it is as wanted; else the operands stay as they are. */
    void jumpIf(boolean wanted, int target, int from, List<ValueKind> operands) {
        Label label = labels.get(target);
        if (operands.isEmpty() && label != null && target > from) {
            if (wanted) {
                code.ifne(label);
            } else {
                code.ifeq(label);
            }
            return;
        }
        Label stay = code.newLabel();
        if (wanted) {
            code.ifeq(stay);
        } else {
            code.ifne(stay);
        }
        jump(target, from, operands);
        code.labelBinding(stay);
    }

    /**
     * Pops an index and jumps to that place of the table, or to its last place when out of range.
     */
    void jumpByTable(AnnotatedInstruction table, int from, List<ValueKind> operands) {
        if (RegionPacking.isLargeTable(table) && operands.isEmpty()) {
            lookUp(table.labelTable());
        } else {
            select(table.labelTable(), from, operands);
        }
    }

    /**
     * The table as a constant string whose characters are entries: it costs a few bytes of the
     * method, and HotSpot folds it.
     */
    private void lookUp(List<Integer> table) {
        StringBuilder entries = new StringBuilder();
        table.forEach(target -> entries.append((char) plan.packing().entryAt(target)));
        int last = table.size() - 1;
        Label inRange = code.newLabel();
        code.dup()
                .loadConstant(last)
                .invokestatic(ConstantDescs.CD_Integer, "compareUnsigned", COMPARISON)
                .ifle(inRange)
                .pop()
                .loadConstant(last)
                .labelBinding(inRange)
                .loadConstant(entries.toString())
                .swap()
                .invokevirtual(ConstantDescs.CD_String, "charAt", CHAR_AT)
                .ireturn();
    }

    private void select(List<Integer> table, int from, List<ValueKind> operands) {
        List<SwitchCase> cases = new ArrayList<>();
        for (int place = 0; place < table.size() - 1; place++) {
            cases.add(SwitchCase.of(place, code.newLabel()));
        }
        Label otherwise = code.newLabel();
        code.tableswitch(0, Math.max(0, cases.size() - 1), otherwise, cases);
        for (SwitchCase place : cases) {
            code.labelBinding(place.target());
            jump(table.get(place.caseValue()), from, operands);
        }
        code.labelBinding(otherwise);
        jump(table.getLast(), from, operands);
    }

    /**
     * Pops all operands from the JVM's stack: the upper ones that a jump carries and the lower ones
     * that it keeps go to their places in the frame, those in between go away.
     */
    void storeOperands(List<ValueKind> operands, int expected, int carried) {
        int kept = expected - carried;
        for (int place = operands.size() - 1; place >= 0; place--) {
            ValueKind kind = operands.get(place);
            int dropped = operands.size() - expected;
            if (place >= operands.size() - carried) {
                plan.frame().storeOperand(code, place - dropped, kind);
            } else if (place >= kept) {
                InstructionSet.discard(code, kind);
            } else {
                plan.frame().storeOperand(code, place, kind);
            }
        }
    }

    private void go(int target, int from) {
        Label label = labels.get(target);
        if (label == null || !region.contains(target)) {
            code.loadConstant(plan.packing().entryAt(target)).ireturn();
            return;
        }
        if (target <= from) {
            // The driver checks too; a loop that stays inside the region must not escape it.
            plan.translated().shaded("checkInterruption").invoke(code);
        }
        code.goto_(label);
    }
}
