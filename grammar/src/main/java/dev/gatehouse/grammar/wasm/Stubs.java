package dev.gatehouse.grammar.wasm;

import com.dylibso.chicory.wasm.Encoding;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmWriter;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.RawSection;
import com.dylibso.chicory.wasm.types.SectionId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/**
 * Empties function bodies of a module: its tables, types and data stay, the code of some functions
 * goes.
 */
final class Stubs {
    private static final byte[] STUB = {
        0, (byte) OpCode.UNREACHABLE.opcode(), (byte) OpCode.END.opcode()
    };

    private Stubs() {}

    /**
     * @param emptied which functions lose their bodies, counted from the first that is not imported
     */
    static byte[] replace(byte[] module, IntPredicate emptied) {
        WasmWriter writer = new WasmWriter();
        Parser.parseWithoutDecoding(
                module,
                section -> {
                    byte[] contents = ((RawSection) section).contents();
                    if (section.sectionId() == SectionId.CODE) {
                        writer.writeSection(SectionId.CODE, emptyBodies(contents, emptied));
                    } else if (section.sectionId() != SectionId.CUSTOM) {
                        writer.writeSection(section.sectionId(), contents);
                    }
                });
        return writer.bytes();
    }

    private static byte[] emptyBodies(byte[] section, IntPredicate emptied) {
        ByteBuffer in = ByteBuffer.wrap(section);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = (int) Encoding.readVarUInt32(in);
        WasmWriter.writeVarUInt32(out, count);
        for (int function = 0; function < count; function++) {
            byte[] body = new byte[(int) Encoding.readVarUInt32(in)];
            in.get(body);
            byte[] kept = emptied.test(function) ? STUB : body;
            WasmWriter.writeVarUInt32(out, kept.length);
            out.writeBytes(kept);
        }
        return out.toByteArray();
    }
}
