package dev.gatehouse.grammar.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.grammar.BuildFailure;
import org.junit.jupiter.api.Test;

class GlueFileTest {
    private static final String GLUE =
            """
            function initRuntime(){runtimeInitialized=true;wasmExports["A"]();}
            function assign(wasmExports){_malloc=Module["_malloc"]=wasmExports["C"];\
            _setThrew=wasmExports["P"];__emscripten_stack_restore=wasmExports["Q"];\
            memory=wasmMemory=wasmExports["z"]}
            var _free=Module["_free"]=(a0)=>(_free=Module["_free"]=wasmExports["E"])(a0);
            var wasmImports={c:___assert_fail,q:_emscripten_resize_heap,g:invoke_i,x:__abort_js};
            """;

    @Test
    void importsAreNamedAsInC() {
        GlueFile glue = new GlueFile(GLUE);

        assertThat(glue.imported("c")).isEqualTo("__assert_fail");
        assertThat(glue.imported("q")).isEqualTo("emscripten_resize_heap");
        assertThat(glue.imported("g")).isEqualTo("invoke_i");
        assertThat(glue.imported("x")).isEqualTo("_abort_js");
    }

    @Test
    void exportsAreFoundInEachOfEmscriptensStyles() {
        GlueFile glue = new GlueFile(GLUE);

        assertThat(glue.export("malloc")).isEqualTo("C");
        assertThat(glue.export("setThrew")).isEqualTo("P");
        assertThat(glue.export("_emscripten_stack_restore")).isEqualTo("Q");
        assertThat(glue.export("free")).isEqualTo("E");
        assertThat(glue.export(GlueFile.CONSTRUCTORS)).isEqualTo("A");
    }

    @Test
    void constructorsAreAlsoFoundInTheOlderStyle() {
        GlueFile glue = new GlueFile("addOnInit(wasmExports[\"w\"]);wasmImports={a:_exit}");

        assertThat(glue.export(GlueFile.CONSTRUCTORS)).isEqualTo("w");
    }

    @Test
    void whatIsMissingIsNamed() {
        GlueFile glue = new GlueFile(GLUE);

        assertThatThrownBy(() -> glue.export("wasm_scan"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("wasm_scan");
        assertThatThrownBy(() -> glue.imported("zz"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("zz");
        assertThatThrownBy(() -> new GlueFile("nothing")).isInstanceOf(BuildFailure.class);
    }
}
