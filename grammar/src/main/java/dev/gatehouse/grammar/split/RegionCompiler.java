package dev.gatehouse.grammar.split;

import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import dev.gatehouse.grammar.split.RegionPacking.Region;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles one region to the body of one JVM method (its calling convention: {@link RegionMethod}).
 *
 * <p>Inside a block, operands live on the JVM's stack. Where control may come from elsewhere, they
 * live in the frame: who jumps stores them, and the block loads them again. A jump inside the
 * region is a {@code goto}; any other returns the number of the entry to the driver.
 */
final class RegionCompiler {
    private final SplitPlan plan;
    private final Region region;
    private final CodeBuilder code;
    private final Map<Integer, Label> labels = new HashMap<>();
    private final OperandStack stack = new OperandStack();
    private final Jumps jumps;

    RegionCompiler(SplitPlan plan, Region region, CodeBuilder code) {
        this.plan = plan;
        this.region = region;
        this.code = code;
        for (int at = region.start(); at < region.end(); at++) {
            if (isJoin(at) && plan.typing().before(at).isPresent()) {
                labels.put(at, code.newLabel());
            }
        }
        this.jumps = new Jumps(plan, region, code, labels);
    }

    private boolean isJoin(int at) {
        return plan.flow().isTarget(at) || plan.packing().isEntry(at);
    }

    void compile() {
        dispatch();
        boolean falling = false;
        for (int at = region.start(); at < region.end(); at++) {
            Label label = labels.get(at);
            if (label != null) {
                join(at, label, falling);
                falling = true;
            }
            if (falling) {
                AnnotatedInstruction instruction = plan.function().instruction(at);
                compile(at, instruction);
                falling = !ControlFlow.endsPath(instruction);
            }
        }
        if (falling) {
            leave();
        }
    }

    /** Goes to the entry that the driver asks for. */
    private void dispatch() {
        List<SwitchCase> cases = new ArrayList<>();
        for (int at : plan.packing().entriesOf(region)) {
            Label label = labels.get(at);
            if (label != null) {
                cases.add(SwitchCase.of(plan.packing().entryAt(at), label));
            }
        }
        Label unknown = code.newLabel();
        code.iload(RegionMethod.ENTRY_SLOT).lookupswitch(unknown, cases);
        code.labelBinding(unknown);
        trap();
    }

    /** Starts a block that control may come to from elsewhere. */
    private void join(int at, Label label, boolean falling) {
        List<ValueKind> operands = plan.typing().before(at).orElseThrow();
        if (falling) {
            jumps.storeOperands(stack.snapshot(), operands.size(), operands.size());
        }
        code.labelBinding(label);
        plan.frame().loadOperands(code, operands);
        stack.become(operands);
    }

    private void compile(int at, AnnotatedInstruction instruction) {
        switch (instruction.opcode()) {
            case BLOCK, LOOP -> {}
            case END -> {
                if (at == plan.function().size() - 1) {
                    finish();
                }
            }
            case RETURN -> finish();
            case UNREACHABLE -> trap();
            case BR, ELSE -> jumps.jump(instruction.labelTrue(), at, stack.snapshot());
            case BR_IF -> {
                stack.pop();
                jumps.jumpIf(true, instruction.labelTrue(), at, stack.snapshot());
            }
            case IF -> {
                stack.pop();
                jumps.jumpIf(false, instruction.labelFalse(), at, stack.snapshot());
            }
            case BR_TABLE -> {
                stack.pop();
                jumps.jumpByTable(instruction, at, stack.snapshot());
            }
            default -> {
                Operation operation = plan.typing().operation(at).orElseThrow();
                operation.code().appendTo(code);
                operation.applyTo(stack);
            }
        }
    }

    private void finish() {
        List<ValueKind> results = plan.function().results();
        if (!results.isEmpty()) {
            plan.frame().storeResult(code, results.getFirst());
        }
        code.loadConstant(RegionMethod.DONE).ireturn();
    }

    /** Control runs over the region's end into the next one. */
    private void leave() {
        if (region.end() < plan.function().size()) {
            jumps.jump(region.end(), region.end(), stack.snapshot());
        }
    }

    private void trap() {
        MethodReference trap = plan.translated().shaded("throwTrapException");
        trap.invoke(code);
        code.athrow();
    }
}
