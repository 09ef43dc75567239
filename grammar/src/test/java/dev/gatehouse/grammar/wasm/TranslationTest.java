package dev.gatehouse.grammar.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TrapException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import dev.gatehouse.grammar.BuildFailure;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each program runs in Chicory's interpreter and as split code, every function of it split, and
 * must give the same results. Locals: 0 and 1 the arguments, 2 and 3 i32, 4 and 5 i64, 6 and 7 f32,
 * 8 and 9 f64.
 */
class TranslationTest {
    private static final int[] INPUTS = {
        0, 1, 2, 3, 7, 63, 64, 99, 100, 101, 1000, -1, -2, Integer.MIN_VALUE, Integer.MAX_VALUE
    };

    private static final String SUM_LOOP =
            """
            block empty
              loop empty
                local.get 3 local.get 0 i32.const 63 i32.and i32.lt_u i32.eqz br_if 1
                local.get 2 local.get 3 local.get 1 i32.mul i32.add local.set 2
                local.get 3 i32.const 1 i32.add local.set 3
                br 0
              end
            end
            local.get 2
            """;

    private static final String ADD_TO_LOCAL_2 = " i32.add local.set 2";
    private static final String LARGE_TABLE = largeTable();

    static Stream<Arguments> programs() {
        return Stream.of(
                program("a loop that sums", SUM_LOOP),
                program(
                        "a branch that carries a value and drops others",
                        """
                        block i32
                          i32.const 1 i32.const 2 i32.const 7 local.get 0 i32.add br 0
                        end
                        """),
                program(
                        "a conditional branch over operands that stay",
                        """
                        local.get 1
                        block i32
                          i32.const 5 i32.const 6 local.get 0 br_if 0 i32.add
                        end
                        i32.sub
                        """),
                program(
                        "if and else with a value, over an operand",
                        """
                        local.get 1
                        local.get 0 if i32 i32.const 3 else i32.const 4 end
                        i32.mul
                        """),
                program(
                        "if without else",
                        "local.get 0 if empty i32.const 9 local.set 1 end local.get 1"),
                program(
                        "an if that returns",
                        "local.get 0 if empty local.get 1 return end i32.const 11"),
                program(
                        "a table over an operand",
                        """
                        local.get 1
                        block empty block empty block empty
                          local.get 0 br_table 2 0 1 2
                        end
                          i32.const 10 local.set 2
                        end
                          local.get 2 i32.const 1 i32.add local.set 2
                        end
                        local.get 2 i32.add
                        """),
                program("a table of a hundred places", LARGE_TABLE),
                program("a large table over an operand", "local.get 1 " + LARGE_TABLE + " i32.add"),
                program(
                        "64-bit arithmetic",
                        """
                        local.get 0 i64.extend_i32_s local.tee 4
                        local.get 1 i64.extend_i32_u i64.mul
                        local.get 4 i64.const 3 i64.shl i64.xor local.tee 5 i64.clz
                        local.get 5 i64.const 33 i64.shr_u i64.add
                        local.get 5 i64.const 127 i64.and i64.add
                        local.get 4 local.get 5 i64.lt_u i64.extend_i32_u i64.sub
                        i32.wrap_i64
                        """),
                program(
                        "32-bit arithmetic",
                        """
                        local.get 0 local.get 1 i32.rotl
                        local.get 0 i32.popcnt i32.xor
                        local.get 1 i32.ctz i32.add
                        local.get 0 local.get 1 i32.shr_s i32.sub
                        local.get 0 i32.extend_8_s i32.or
                        local.get 0 local.get 1 i32.ge_u i32.add
                        """),
                program(
                        "floating point",
                        """
                        local.get 0 f64.convert_i32_s local.tee 8
                        local.get 1 f64.convert_i32_u f64.add
                        local.get 8 f64.abs f64.sub local.tee 9
                        local.get 8 f64.lt
                        local.get 9 f32.demote_f64 local.tee 6
                        local.get 6 f32.mul i32.trunc_sat_f32_s
                        i32.add
                        """),
                program(
                        "select of each width",
                        """
                        local.get 0 local.get 1 local.get 0 select
                        local.get 0 i64.extend_i32_s local.get 1 i64.extend_i32_s local.get 1 select
                        i32.wrap_i64 i32.add
                        """),
                program(
                        "64-bit operands that live across a branch",
                        """
                        local.get 0 i64.extend_i32_s
                        local.get 1 f64.convert_i32_s
                        block f64
                          local.get 0 f64.convert_i32_s local.get 1 br_if 0 f64.neg
                        end
                        f64.sub i32.trunc_sat_f64_s i64.extend_i32_s i64.add i32.wrap_i64
                        """),
                program(
                        "a block that yields 64 bits",
                        """
                        block i64
                          local.get 0 i64.extend_i32_s local.get 1 br_if 0 drop i64.const 12
                        end
                        i32.wrap_i64
                        """),
                program(
                        "memory of each width",
                        """
                        i32.const 8 local.get 0 i32.store 2 0
                        i32.const 12 local.get 1 i32.store16 1 0
                        i32.const 14 local.get 1 i32.store8 0 1
                        i32.const 8 i64.load 3 0 i32.wrap_i64
                        i32.const 9 i32.load8_s 0 1 i32.add
                        i32.const 10 i32.load16_u 1 2 i32.add
                        """),
                program(
                        "bulk memory",
                        """
                        i32.const 0 local.get 0 i32.const 32 memory.fill 0
                        i32.const 8 i32.const 1 i32.const 16 memory.copy 0 0
                        i32.const 20 i32.load 2 0 memory.size 0 i32.add
                        """),
                program(
                        "a global",
                        """
                        local.get 0 global.get 0 i32.add global.set 0
                        global.get 0 local.get 1 i32.mul
                        """),
                program("code after a branch", "block empty br 0 i32.const 1 drop end local.get 0"),
                program(
                        "calls, one through the table",
                        """
                        local.get 0 local.get 1 call 1
                        local.get 0 local.get 1 i32.const 1 call_indirect 0 0
                        i32.sub local.get 1 i32.add
                        """,
                        "local.get 0 local.get 1 i32.sub local.get 0 i32.mul"),
                program(
                        "recursion",
                        "local.get 0 i32.const 31 i32.and local.get 1 call 1",
                        """
                        local.get 0 i32.eqz
                        if i32
                          local.get 1
                        else
                          local.get 0 i32.const 1 i32.sub local.get 1 local.get 0 i32.add call 1
                        end
                        """));
    }

    private static Arguments program(String name, String... functions) {
        return Arguments.of(name, module(functions));
    }

    private static byte[] module(String... functions) {
        Assembler assembler = new Assembler();
        for (String function : functions) {
            assembler.function(function);
        }
        return assembler.module();
    }

    /** From place n of the table, the numbers from n to 100 are added up, modulo 64. */
    private static String largeTable() {
        int last = 100;
        String places = range(0, last + 1, i -> " " + i);
        String cases =
                range(0, last + 1, i -> " end local.get 2 i32.const " + i % 64 + ADD_TO_LOCAL_2);
        return " block empty".repeat(last + 1)
                + " local.get 0 br_table "
                + last
                + places
                + cases
                + " local.get 2";
    }

    private static String range(int from, int to, IntFunction<String> text) {
        return IntStream.range(from, to).mapToObj(text).collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void splitCodeEqualsTheInterpreter(String name, byte[] binary) {
        WasmModule module = Parser.parse(binary);
        for (int region : new int[] {1, 40, 4000}) {
            Function<Instance, Machine> split = machineOf(translate(binary, region));
            for (int a : INPUTS) {
                for (int b : INPUTS) {
                    assertThat(run(module, split, a, b))
                            .as("%s(%d, %d), regions of %d bytes", name, a, b, region)
                            .isEqualTo(run(module, InterpreterMachine::new, a, b));
                }
            }
        }
    }

    private static Translation translate(byte[] binary, int region) {
        return new Translation(binary, "split.code", new MethodSizes(0, region));
    }

    private static long run(WasmModule module, Function<Instance, Machine> machine, int a, int b) {
        Instance instance = Instance.builder(module).withMachineFactory(machine).build();
        return (int) instance.export("f").apply(a, b)[0];
    }

    private static Function<Instance, Machine> machineOf(Translation translation) {
        Map<String, byte[]> classes = new HashMap<>();
        translation
                .classes()
                .forEach(
                        (name, bytes) ->
                                classes.put(name.packageName() + "." + name.displayName(), bytes));
        ClassLoader loader =
                new ClassLoader(TranslationTest.class.getClassLoader()) {
                    @Override
                    protected Class<?> findClass(String name) throws ClassNotFoundException {
                        byte[] bytes = classes.get(name);
                        if (bytes == null) {
                            throw new ClassNotFoundException(name);
                        }
                        return defineClass(name, bytes, 0, bytes.length);
                    }
                };
        return instance -> {
            try {
                return (Machine)
                        loader.loadClass("split.code.Machine")
                                .getConstructor(Instance.class)
                                .newInstance(instance);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("the split code cannot be loaded", e);
            }
        };
    }

    @Test
    void everyFunctionWasSplit() {
        byte[] binary = module("local.get 0", "local.get 1");

        assertThat(translate(binary, 1).oversized()).containsExactly(0, 1);
    }

    @Test
    void aFunctionThatFitsIsNotSplit() {
        byte[] binary = module("local.get 0");

        assertThat(new Translation(binary, "split.code").oversized()).isEmpty();
    }

    @Test
    void aFunctionBeyondTheLimitIsSplitIntoMethodsWithinIt() {
        byte[] binary = module((SUM_LOOP + " drop ").repeat(500) + "local.get 2");
        Translation translation = new Translation(binary, "split.code");

        assertThat(translation.oversized()).containsExactly(0);
        assertThat(translation.classes().values().stream().flatMapToInt(TranslationTest::codeSizes))
                .allMatch(size -> size <= MethodSizes.HOTSPOT.largest());
        assertThat(run(translation.module(), machineOf(translation), 9, 4))
                .isEqualTo(run(translation.module(), InterpreterMachine::new, 9, 4));
    }

    private static IntStream codeSizes(byte[] type) {
        return ClassFile.of().parse(type).methods().stream()
                .flatMap(method -> method.code().stream())
                .mapToInt(code -> ((CodeAttribute) code).codeLength());
    }

    @Test
    void unreachableCodeTraps() {
        byte[] binary = module("unreachable");

        assertThatThrownBy(() -> run(Parser.parse(binary), machineOf(translate(binary, 1)), 0, 0))
                .isInstanceOf(TrapException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4000})
    void anEndlessLoopCanBeInterrupted(int region) {
        byte[] binary = module("loop empty br 0 end unreachable");
        Function<Instance, Machine> machine = machineOf(translate(binary, region));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(Parser.parse(binary), machine, 0, 0))
                .isInstanceOf(ChicoryInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anUnknownInstructionEndsTheBuild() {
        byte[] binary = module("table.size 0");

        assertThatThrownBy(() -> translate(binary, 1))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("TABLE_SIZE in function 0");
    }
}
