package dev.gatehouse.postgres.parser.wasm;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * One running copy of PostgreSQL's parser. Not thread-safe.
 *
 * <p>Source: {@code pg_query.h} of libpg_query for the structures that are read here.
 */
public final class GrammarInstance {
    private static final int TREE = 0;
    private static final int ERROR = 8;
    private static final int ERROR_MESSAGE = 0;
    private static final int ERROR_CURSOR = 16;

    private final SparseMemory memory;
    private final Instance instance;
    private final GrammarDescription description;
    private final ExportFunction allocate;
    private final ExportFunction free;
    private final ExportFunction parse;
    private final ExportFunction freeParseResult;

    GrammarInstance(Instance instance, GrammarDescription description) {
        this.instance = instance;
        this.description = description;
        this.memory = (SparseMemory) instance.memory();
        this.allocate = function("malloc");
        this.free = function("free");
        this.parse = function("wasm_parse_query_raw");
        this.freeParseResult = function("wasm_free_parse_result");
        guarded(() -> function("__wasm_call_ctors").apply());
    }

    private ExportFunction function(String name) {
        return instance.export(description.export(name));
    }

    /**
     * Parses a text.
     *
     * @param utf8 valid UTF-8 without NUL
     * @throws ModuleFailure when there is no answer; then this instance must not be used again
     */
    public ParseOutcome parse(byte[] utf8) {
        return guarded(
                () -> {
                    int text = copyIn(utf8);
                    int result = (int) parse.apply(text)[0];
                    free.apply(text);
                    ParseOutcome outcome = outcome(result);
                    freeParseResult.apply(result);
                    return outcome;
                });
    }

    private ParseOutcome outcome(int result) {
        int error = memory.readInt(result + ERROR);
        if (error == 0) {
            return new ParseOutcome.Tree(bytes(memory.readInt(result + TREE)));
        }
        return new ParseOutcome.Rejection(
                text(memory.readInt(error + ERROR_MESSAGE)), memory.readInt(error + ERROR_CURSOR));
    }

    /**
     * Splits a text into tokens.
     *
     * @return JSON, or in its place the text of an error
     * @throws ModuleFailure when there is no answer; then this instance must not be used again
     */
    public byte[] scan(byte[] utf8) {
        return guarded(
                () -> {
                    int text = copyIn(utf8);
                    int result = (int) function("wasm_scan").apply(text)[0];
                    free.apply(text);
                    byte[] answer = bytes(result);
                    function("wasm_free_string").apply(result);
                    return answer;
                });
    }

    /** The heap that this instance takes up, in pages of 64 KiB. */
    public int touchedPages() {
        return memory.touchedPages();
    }

    private int copyIn(byte[] utf8) {
        int address = (int) allocate.apply(utf8.length + 1L)[0];
        if (address == 0) {
            throw new ModuleFailure(ModuleFailure.Kind.MEMORY, "no memory for the text");
        }
        memory.write(address, utf8);
        memory.writeByte(address + utf8.length, (byte) 0);
        return address;
    }

    private byte[] bytes(int address) {
        if (address == 0) {
            throw new ModuleFailure(ModuleFailure.Kind.MEMORY, "the module has no answer");
        }
        return memory.readBytes(address, memory.nextZero(address) - address);
    }

    private String text(int address) {
        return new String(bytes(address), StandardCharsets.UTF_8);
    }

    /** Tells the ways apart in which a module can fail. */
    private static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (ModuleFailure failure) {
            throw failure;
        } catch (StackOverflowError e) {
            throw new ModuleFailure(ModuleFailure.Kind.STACK, "the JVM's stack is exhausted");
        } catch (OutOfMemoryError e) {
            throw new ModuleFailure(ModuleFailure.Kind.MEMORY, "the JVM's heap is exhausted");
        } catch (ChicoryInterruptedException e) {
            throw new ModuleFailure(ModuleFailure.Kind.TIME, "interrupted");
        } catch (RuntimeException e) {
            if (e.getCause() instanceof StackOverflowError) {
                throw new ModuleFailure(ModuleFailure.Kind.STACK, "the JVM's stack is exhausted");
            }
            throw new ModuleFailure(ModuleFailure.Kind.FAULT, "the module has failed", e);
        }
    }
}
