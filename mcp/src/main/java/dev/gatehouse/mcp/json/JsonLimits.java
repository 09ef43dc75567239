package dev.gatehouse.mcp.json;

/**
 * What a JSON text may cost its reader.
 *
 * @param nesting the deepest nesting of objects and arrays
 * @param tokens the most tokens, which bounds the size of the tree
 * @param stringLength the longest string, in characters
 * @param numberLength the longest number, in characters
 */
public record JsonLimits(int nesting, long tokens, int stringLength, int numberLength) {

    /** 100 levels, 200,000 tokens, strings of 8 Mi characters, numbers of 100 characters. */
    public static final JsonLimits DEFAULT = new JsonLimits(100, 200_000, 8 << 20, 100);

    public JsonLimits {
        if (nesting < 1 || tokens < 1 || stringLength < 1 || numberLength < 1) {
            throw new IllegalArgumentException("every limit of a JSON text is at least 1");
        }
    }
}
