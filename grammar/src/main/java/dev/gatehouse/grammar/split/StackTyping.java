package dev.gatehouse.grammar.split;

import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.OpCode;
import dev.gatehouse.grammar.BuildFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Types the operand stack before each instruction of a function, the way a WebAssembly validator
 * does, and finds what each straight-line instruction does with it.
 */
final class StackTyping {
    private final InstructionSet instructions;
    private final Map<Integer, List<ValueKind>> before = new HashMap<>();
    private final Map<Integer, Integer> arity = new HashMap<>();
    private final Map<Integer, Operation> operations = new HashMap<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final OperandStack stack = new OperandStack();
    private boolean live = true;

    /**
     * A block that is open: the stack beneath it, what it leaves there, whether control enters it.
     */
    private record Scope(List<ValueKind> base, List<ValueKind> results, boolean live) {}

    StackTyping(WasmFunction function, InstructionSet instructions) {
        this.instructions = instructions;
        scopes.push(new Scope(List.of(), function.results(), true));
        for (int at = 0; at < function.size(); at++) {
            visit(at, function.instruction(at));
        }
    }

    /** The stack before an instruction, bottom first; absent where control never comes. */
    Optional<List<ValueKind>> before(int instruction) {
        return Optional.ofNullable(before.get(instruction));
    }

    /**
     * How many operands a jump carries to this target; the others on top of its stack are dropped.
     */
    int arityAt(int target) {
        return arity.getOrDefault(target, 0);
    }

    /** What the instruction does; absent for those that move control. */
    Optional<Operation> operation(int instruction) {
        return Optional.ofNullable(operations.get(instruction));
    }

    private void visit(int at, AnnotatedInstruction instruction) {
        if (instruction.opcode() == OpCode.END) {
            close(at);
        }
        if (live) {
            before.put(at, stack.snapshot());
        }
        switch (instruction.opcode()) {
            case END -> {}
            case BLOCK, LOOP -> open(instruction);
            case IF -> {
                popCondition();
                open(instruction);
            }
            case ELSE -> {
                Scope scope = scopes.element();
                stack.become(scope.base());
                live = scope.live();
            }
            case BR_IF -> popCondition();
            case BR, BR_TABLE, RETURN, UNREACHABLE -> live = false;
            default -> compute(at, instruction);
        }
    }

    private void compute(int at, AnnotatedInstruction instruction) {
        if (live) {
            Operation operation = instructions.operation(instruction, stack);
            operation.applyTo(stack);
            operations.put(at, operation);
        }
    }

    private void popCondition() {
        if (live) {
            stack.pop(List.of(ValueKind.I32));
        }
    }

    private void open(AnnotatedInstruction instruction) {
        var type = instructions.blockType(instruction);
        if (!type.params().isEmpty()) {
            throw new BuildFailure("the splitter does not know blocks with parameters");
        }
        scopes.push(new Scope(stack.snapshot(), ValueKind.of(type.returns()), live));
    }

    private void close(int at) {
        Scope scope = scopes.pop();
        stack.become(scope.base());
        stack.push(scope.results());
        live = scope.live();
        arity.put(at, scope.results().size());
    }
}
