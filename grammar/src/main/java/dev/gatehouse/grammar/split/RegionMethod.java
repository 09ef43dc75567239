package dev.gatehouse.grammar.split;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * The calling convention of a region: {@code static int region(int entry, Frame frame, Memory
 * memory, Instance instance)} runs from an entry and returns the entry to go on with, or {@link
 * #DONE}.
 */
final class RegionMethod {
    static final ClassDesc MEMORY = Memory.class.describeConstable().orElseThrow();
    static final ClassDesc INSTANCE = Instance.class.describeConstable().orElseThrow();

    static final int ENTRY_SLOT = 0;
    static final int FRAME_SLOT = 1;
    static final int MEMORY_SLOT = 2;
    static final int INSTANCE_SLOT = 3;

    /** Returned by a region after which the function is over. */
    static final int DONE = -1;

    private RegionMethod() {}

    static MethodTypeDesc type(ClassDesc frame) {
        return MethodTypeDesc.of(
                ConstantDescs.CD_int, ConstantDescs.CD_int, frame, MEMORY, INSTANCE);
    }
}
