package dev.gatehouse.grammar.split;

import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Where the jumps of a function go, and the basic blocks that lie between them. */
final class ControlFlow {
    private final WasmFunction function;
    private final BitSet targets = new BitSet();
    private final List<Block> blocks = new ArrayList<>();

    /** Instructions {@code start} to {@code end}, the second excluded. */
    record Block(int start, int end) {}

    ControlFlow(WasmFunction function) {
        this.function = function;
        BitSet leaders = new BitSet();
        leaders.set(0);
        for (int at = 0; at < function.size(); at++) {
            List<Integer> to = targetsOf(function.instruction(at));
            to.forEach(targets::set);
            if (!to.isEmpty() || endsPath(function.instruction(at))) {
                leaders.set(at + 1);
            }
        }
        leaders.or(targets);
        cut(leaders);
    }

    private void cut(BitSet leaders) {
        for (int start = 0; start < function.size(); ) {
            int next = leaders.nextSetBit(start + 1);
            int end = next < 0 ? function.size() : Math.min(next, function.size());
            blocks.add(new Block(start, end));
            start = end;
        }
    }

    /** The places that an instruction may jump to; the one after it is not among them. */
    static List<Integer> targetsOf(AnnotatedInstruction instruction) {
        return switch (instruction.opcode()) {
            case BR, BR_IF, ELSE -> List.of(instruction.labelTrue());
            case IF -> List.of(instruction.labelFalse());
            case BR_TABLE -> instruction.labelTable();
            default -> List.of();
        };
    }

    /** Whether control never goes from this instruction to the one after it. */
    static boolean endsPath(AnnotatedInstruction instruction) {
        return switch (instruction.opcode()) {
            case BR, BR_TABLE, ELSE, RETURN, UNREACHABLE -> true;
            default -> false;
        };
    }

    boolean isTarget(int instruction) {
        return targets.get(instruction);
    }

    List<Block> blocks() {
        return blocks;
    }
}
