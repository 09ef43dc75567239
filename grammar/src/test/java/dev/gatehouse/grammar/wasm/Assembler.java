package dev.gatehouse.grammar.wasm;

import com.dylibso.chicory.wasm.WasmWriter;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.SectionId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Assembles modules of functions from two i32 to an i32, with two locals of each type, a page of
 * memory, a global and a table of all functions. Function 0 is exported.
 */
final class Assembler {
    private static final Pattern WORDS = Pattern.compile("\\s+");
    private static final int I32 = 0x7F;
    private static final Map<String, Integer> BLOCK_TYPES =
            Map.of("i32", I32, "i64", 0x7E, "f32", 0x7D, "f64", 0x7C, "empty", 0x40);

    private static final int[] LOCALS = {4, 2, I32, 2, 0x7E, 2, 0x7D, 2, 0x7C};

    private final List<byte[]> functions = new ArrayList<>();

    /**
     * Adds a function.
     *
     * @param code its instructions in the text format's words, without the last end; immediates are
     *     single bytes, and a memory access has two: alignment and offset
     */
    Assembler function(String code) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String word : WORDS.splitAsStream(code.strip()).toList()) {
            append(out, word);
        }
        functions.add(out.toByteArray());
        return this;
    }

    private static void append(ByteArrayOutputStream out, String word) {
        if (Character.isDigit(word.charAt(0))) {
            out.write(Integer.parseInt(word));
        } else if (BLOCK_TYPES.containsKey(word)) {
            out.write(BLOCK_TYPES.get(word));
        } else {
            int code = OpCode.valueOf(word.toUpperCase(Locale.ROOT).replace('.', '_')).opcode();
            if (code > 0xFF) {
                out.write(code >> 8);
            }
            out.write(code);
        }
    }

    byte[] module() {
        WasmWriter writer = new WasmWriter();
        writer.writeSection(SectionId.TYPE, bytes(1, 0x60, 2, I32, I32, 1, I32));
        writer.writeSection(SectionId.FUNCTION, repeated());
        writer.writeSection(SectionId.TABLE, bytes(1, 0x70, 0, functions.size()));
        writer.writeSection(SectionId.MEMORY, bytes(1, 0, 1));
        writer.writeSection(SectionId.GLOBAL, bytes(1, I32, 1, 0x41, 5, 0x0B));
        writer.writeSection(SectionId.EXPORT, export());
        writer.writeSection(SectionId.ELEMENT, elements());
        writer.writeSection(SectionId.CODE, code());
        return writer.bytes();
    }

    private byte[] repeated() {
        int[] types = new int[functions.size() + 1];
        types[0] = functions.size();
        return bytes(types);
    }

    private static byte[] export() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(1, 1));
        out.writeBytes("f".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes(0, 0));
        return out.toByteArray();
    }

    private byte[] elements() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(1, 0, 0x41, 0, 0x0B, functions.size()));
        for (int i = 0; i < functions.size(); i++) {
            out.write(i);
        }
        return out.toByteArray();
    }

    private byte[] code() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WasmWriter.writeVarUInt32(out, functions.size());
        for (byte[] function : functions) {
            WasmWriter.writeVarUInt32(out, LOCALS.length + function.length + 1);
            out.writeBytes(bytes(LOCALS));
            out.writeBytes(function);
            out.write(0x0B);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
