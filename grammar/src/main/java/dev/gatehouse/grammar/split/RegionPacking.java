package dev.gatehouse.grammar.split;

import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Packs neighbouring blocks into regions, each of which becomes one JVM method, and numbers the
 * entries: the blocks that control reaches from another region.
 */
final class RegionPacking {
    /** A longer jump table is data instead of a JVM switch, which would fill its method alone. */
    private static final int LARGEST_SWITCH = 64;

    private final WasmFunction function;
    private final List<Region> regions = new ArrayList<>();
    private final BitSet starts = new BitSet();
    private final BitSet entries = new BitSet();

    /** Instructions {@code start} to {@code end}, the second excluded. */
    record Region(int number, int start, int end) {
        boolean contains(int instruction) {
            return start <= instruction && instruction < end;
        }
    }

    /**
     * @param budget about how many bytes of JVM code a region may have
     */
    RegionPacking(WasmFunction function, ControlFlow flow, int budget) {
        this.function = function;
        pack(flow.blocks(), budget);
        regions.forEach(this::findEntries);
    }

    private void pack(List<ControlFlow.Block> blocks, int budget) {
        int start = 0;
        int size = 0;
        for (ControlFlow.Block block : blocks) {
            int more = sizeOf(block);
            if (size > 0 && size + more > budget) {
                add(start, block.start());
                start = block.start();
                size = 0;
            }
            size += more;
        }
        add(start, function.size());
    }

    private void add(int start, int end) {
        regions.add(new Region(regions.size(), start, end));
        starts.set(start);
    }

    private void findEntries(Region region) {
        entries.set(region.start());
        for (int at = region.start(); at < region.end(); at++) {
            AnnotatedInstruction instruction = function.instruction(at);
            for (int target : ControlFlow.targetsOf(instruction)) {
                if (!region.contains(target) || isLargeTable(instruction)) {
                    entries.set(target);
                }
            }
        }
    }

    static boolean isLargeTable(AnnotatedInstruction instruction) {
        return instruction.opcode() == OpCode.BR_TABLE
                && instruction.labelTable().size() > LARGEST_SWITCH;
    }

    List<Region> regions() {
        return regions;
    }

    int entryCount() {
        return entries.cardinality();
    }

    boolean isEntry(int instruction) {
        return entries.get(instruction);
    }

    /** The number of the entry at an instruction; those of one region follow each other. */
    int entryAt(int instruction) {
        return entries.get(0, instruction).cardinality();
    }

    /** The instructions of a region that are entries, in order. */
    List<Integer> entriesOf(Region region) {
        return entries.get(0, region.end()).stream()
                .filter(at -> at >= region.start())
                .boxed()
                .toList();
    }

    private int sizeOf(ControlFlow.Block block) {
        int size = 0;
        for (int at = block.start(); at < block.end(); at++) {
            size += sizeOf(function.instruction(at));
        }
        return size;
    }

    /** About how many bytes of JVM code an instruction becomes. */
    private static int sizeOf(AnnotatedInstruction instruction) {
        return switch (instruction.opcode()) {
            case BLOCK, LOOP, END, NOP -> 0;
            case LOCAL_GET -> 4;
            case LOCAL_SET, CALL -> 5;
            case LOCAL_TEE, BR, ELSE -> 6;
            case BR_IF, IF, CALL_INDIRECT -> 8;
            case BR_TABLE -> 8 + 4 * Math.min(instruction.labelTable().size(), LARGEST_SWITCH);
            case SELECT -> 6;
            case GLOBAL_GET, GLOBAL_SET -> 7;
            case I32_ADD, I32_SUB, I32_AND, I32_OR, I32_SHL, I32_SHR_U -> 1;
            case I32_CONST -> 3;
            case I32_EQZ, I32_EQ, I32_NE -> 3;
            default -> 7;
        };
    }
}
