package dev.gatehouse.grammar.wasm;

/**
 * How large methods may be, in bytes of JVM code.
 *
 * @param largest a function whose method is larger is split
 * @param region about how large the methods are that it is split into
 */
record MethodSizes(int largest, int region) {
    /**
     * What suits HotSpot. A method over its HugeMethodLimit, 8,000 bytes, is never compiled to
     * machine code; regions stay well below that, so that there is room to inline what they call.
     */
    static final MethodSizes HOTSPOT = new MethodSizes(8000, 4000);
}
