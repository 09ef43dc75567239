package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.refusal.Code;
import dev.gatehouse.core.refusal.Refused;
import dev.gatehouse.core.sql.HashKey;
import dev.gatehouse.core.sql.Mask;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The built-in masks, in functions of PostgreSQL's own schema that only compute. The keyed hash
 * needs version 11 or later, which has {@code sha256}.
 */
final class Masks {

    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");
    private static final Set<String> TIMES = Set.of("date", "timestamp", "timestamptz");
    private static final Set<String> FLOATS = Set.of("float4", "float8");

    /** The least and the greatest integer of each size. */
    private static final Map<String, BigDecimal> GREATEST =
            Map.of(
                    "int2", BigDecimal.valueOf(Short.MAX_VALUE),
                    "int4", BigDecimal.valueOf(Integer.MAX_VALUE),
                    "int8", BigDecimal.valueOf(Long.MAX_VALUE));

    /** What a fixed text must look like to be a value of a type. */
    private static final Map<String, Pattern> LITERALS =
            Map.of(
                    "int2", Pattern.compile("-?\\d{1,4}"),
                    "int4", Pattern.compile("-?\\d{1,9}"),
                    "int8", Pattern.compile("-?\\d{1,18}"),
                    "float4", Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?"),
                    "float8", Pattern.compile("-?\\d{1,100}(\\.\\d{1,100})?"),
                    "bool", Pattern.compile("true|false"),
                    "date", Pattern.compile("[12]\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])"),
                    "uuid", Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"));

    private static final Pattern NUMERIC = Pattern.compile("-?\\d{1,100}(\\.\\d{1,100})?");

    /** The type of a column that the catalog writes in some other way. */
    private static final ColumnType UNKNOWN = new ColumnType(List.of("", ""), List.of(), false);

    /** Hexadecimal digits of a SHA-256. */
    private static final int HASH_DIGITS = 64;

    private static final int BLOCK = 64;

    /** What may stand behind the {@code @} of an address, as PostgreSQL writes a pattern. */
    private static final String HOST = "^[[:alnum:].-]*[[:space:]]*$";

    /** More than a floating-point number has digits for. */
    private static final BigDecimal MOST_STEPS = BigDecimal.TEN.pow(16);

    private Masks() {}

    /** The type of a column under a mask, as the catalog would write it. */
    static String type(Mask.BuiltIn mask, String column) {
        ColumnType type = ColumnType.read(column).orElse(UNKNOWN);
        boolean kept =
                switch (mask) {
                    case Mask.Fixed(String text) -> isLiteral(text, type);
                    case Mask.Nothing _ -> !type.equals(UNKNOWN);
                    case Mask.Hash _ -> holdsHash(type);
                    case Mask.Partial _, Mask.Email _ -> TEXTS.contains(type.base());
                    case Mask.Truncated(Mask.Unit unit) -> canTruncate(type, unit, column);
                    case Mask.Rounded _ -> canRound(type, column);
                };
        return kept ? column : mask instanceof Mask.Rounded ? "numeric" : "text";
    }

    /** One type for values of several: their own, or that of all numbers, or else text. */
    static String united(Set<String> types) {
        if (types.size() == 1) {
            return types.iterator().next();
        }
        boolean numbers =
                types.stream()
                        .map(ColumnType::read)
                        .allMatch(it -> it.filter(t -> t.base().equals("numeric")).isPresent());
        return numbers ? "numeric" : "text";
    }

    /** Whether a value of a type can be cast to another without a surprise. */
    static boolean fits(String type, String expected) {
        String from = ColumnType.read(type).map(ColumnType::base).orElse("");
        String to = ColumnType.read(expected).map(ColumnType::base).orElse("");
        return (from.isEmpty() ? type.equals(expected) : from.equals(to))
                || (TEXTS.contains(from) && TEXTS.contains(to))
                || (isNumber(from) && isNumber(to));
    }

    private static boolean isNumber(String base) {
        return GREATEST.containsKey(base) || FLOATS.contains(base) || base.equals("numeric");
    }

    private static boolean isLiteral(String text, ColumnType type) {
        if (type.base().equals("numeric") && type.modifiers().isEmpty()) {
            return NUMERIC.matcher(text).matches();
        }
        Pattern literal = LITERALS.get(type.base());
        return TEXTS.contains(type.base()) || (literal != null && literal.matcher(text).matches());
    }

    private static boolean holdsHash(ColumnType type) {
        boolean isLong = type.length().map(length -> length >= HASH_DIGITS).orElse(true);
        return (TEXTS.contains(type.base()) && isLong)
                || type.base().equals("uuid")
                || type.base().equals("bytea");
    }

    /** A bpchar without a length is one of one character. */
    private static boolean canTruncate(ColumnType type, Mask.Unit unit, String column) {
        boolean noTime = unit == Mask.Unit.HOUR || unit == Mask.Unit.DAY;
        if (!TIMES.contains(type.base()) || (type.base().equals("date") && noTime)) {
            throw unfit("a date or time cut off below the " + unit.words(), column);
        }
        return true;
    }

    private static boolean canRound(ColumnType type, String column) {
        if (!isNumber(type.base())) {
            throw unfit("a rounded number", column);
        }
        return !type.base().equals("numeric") || type.modifiers().isEmpty();
    }

    private static Refused unfit(String mask, String column) {
        return new Refused(
                Code.MASK_UNFIT,
                mask + " cannot stand for a value of type `" + column + "`",
                "Fixed text, null, a keyed hash and a partial text can stand for any");
    }

    /** The masked column. */
    static Fragment of(Mask.BuiltIn mask, String name, String column) {
        ColumnType own = ColumnType.read(column).orElse(UNKNOWN);
        ColumnType type = ColumnType.read(type(mask, column)).orElse(ColumnType.TEXT);
        Fragment value = Fragment.column(name);
        return switch (mask) {
            case Mask.Fixed(String text) -> Fragment.literal(text).as(type);
            case Mask.Nothing _ -> Fragment.nothing().as(type);
            case Mask.Hash(HashKey key) -> hashed(value, own, key, type);
            case Mask.Partial(int first, int last) ->
                    typed(partial(text(value, own), first, last), type);
            case Mask.Email _ -> typed(email(text(value, own)), type);
            case Mask.Truncated(Mask.Unit unit) -> truncated(value, own, unit);
            case Mask.Rounded(BigDecimal step) -> rounded(value, own, step);
        };
    }

    /** The value's text; a text is one already. */
    private static Fragment text(Fragment value, ColumnType own) {
        return own.equals(ColumnType.TEXT) ? value : value.as(ColumnType.TEXT);
    }

    private static Fragment typed(Fragment text, ColumnType type) {
        return type.equals(ColumnType.TEXT) ? text : text.as(type);
    }

    /** HMAC-SHA-256, as RFC 2104 defines it; the two pads are computed here. */
    private static Fragment hashed(Fragment value, ColumnType own, HashKey key, ColumnType type) {
        Fragment bytes =
                own.base().equals("bytea")
                        ? value
                        : Fragment.call("convert_to", text(value, own), Fragment.literal("UTF8"));
        Fragment inner = Fragment.call("sha256", pad(key, 0x36).operator("||", bytes));
        Fragment digest = Fragment.call("sha256", pad(key, 0x5c).operator("||", inner));
        if (type.base().equals("bytea")) {
            return digest;
        }
        Fragment digits = Fragment.call("encode", digest, Fragment.literal("hex"));
        return type.base().equals("uuid")
                ? Fragment.call("left", digits, number(32)).as(type)
                : typed(digits, type);
    }

    private static Fragment pad(HashKey key, int with) {
        byte[] block = Arrays.copyOf(shortened(key.bytes()), BLOCK);
        for (int at = 0; at < BLOCK; at++) {
            block[at] = (byte) (block[at] ^ with);
        }
        return Fragment.literal("\\x" + HexFormat.of().formatHex(block)).as(ColumnType.BYTEA);
    }

    private static byte[] shortened(byte[] key) {
        return key.length <= BLOCK ? key : Fingerprint.sha256(key);
    }

    private static Fragment number(int value) {
        return Fragment.number(BigDecimal.valueOf(value));
    }

    private static Fragment partial(Fragment value, int first, int last) {
        Fragment length = Fragment.call("length", value);
        Fragment kept = number(first + last);
        Fragment stars = Fragment.call("repeat", Fragment.literal("*"), length.operator("-", kept));
        Fragment shown =
                Fragment.call("left", value, number(first))
                        .operator("||", stars)
                        .operator("||", Fragment.call("right", value, number(last)));
        return Fragment.choice(
                List.of(new Fragment.Branch(length.operator(">", kept), shown)),
                Fragment.call("repeat", Fragment.literal("*"), length));
    }

    /**
     * Where the part before the {@code @} is a single character, that is not shown either; nor is
     * anything where more than a host stands behind it, such as a name or a number.
     */
    private static Fragment email(Fragment value) {
        Fragment at = Fragment.call("strpos", value, Fragment.literal("@"));
        Fragment domain =
                Fragment.call(
                        "reverse",
                        Fragment.call(
                                "split_part",
                                Fragment.call("reverse", value),
                                Fragment.literal("@"),
                                number(1)));
        Fragment stars = Fragment.literal("***").as(ColumnType.TEXT);
        Fragment hidden = Fragment.literal("***@").operator("||", domain);
        Fragment shown = Fragment.call("left", value, number(1)).operator("||", hidden);
        return Fragment.choice(
                List.of(
                        new Fragment.Branch(domain.operator("!~", Fragment.literal(HOST)), stars),
                        new Fragment.Branch(at.operator(">", number(2)), shown),
                        new Fragment.Branch(at.operator(">", number(0)), hidden),
                        new Fragment.Branch(at.operator("=", number(0)), stars)),
                Fragment.nothing());
    }

    /**
     * A date may lie beyond what a time can be, and so may the beginning of the decade of an early
     * one; what lies there becomes infinite, because an error would tell of the value.
     */
    private static Fragment truncated(Fragment value, ColumnType own, Mask.Unit unit) {
        boolean date = own.base().equals("date");
        Fragment time = date ? value.as(ColumnType.TIMESTAMP) : value;
        Fragment begin = Fragment.call("date_trunc", Fragment.literal(unit.words()), time).as(own);
        Fragment early = value.operator("<", Fragment.literal("4700-01-01 BC").as(own));
        Fragment late = value.operator(">", Fragment.literal("294276-01-01").as(own));
        return Fragment.choice(
                List.of(
                        new Fragment.Branch(early, Fragment.literal("-infinity").as(own)),
                        new Fragment.Branch(late, Fragment.literal("infinity").as(own))),
                begin);
    }

    private static Fragment rounded(Fragment value, ColumnType own, BigDecimal step) {
        if (FLOATS.contains(own.base())) {
            return roundedFloat(value, own, step);
        }
        Fragment result = rounded(value.as(ColumnType.NUMERIC), step, ColumnType.NUMERIC);
        BigDecimal greatest = GREATEST.get(own.base());
        return greatest == null ? result : within(result, greatest).as(own);
    }

    private static Fragment rounded(Fragment value, BigDecimal step, ColumnType in) {
        Fragment by = Fragment.literal(step.toPlainString()).as(in);
        return Fragment.call("round", value.operator("/", by)).operator("*", by);
    }

    /**
     * A floating-point number of so many steps is no more exact than a step, and the way to a
     * rounded one could lead out of the type, be it with an infinite number.
     */
    private static Fragment roundedFloat(Fragment value, ColumnType own, BigDecimal step) {
        Fragment wide = value.as(ColumnType.FLOAT);
        BigDecimal many = step.multiply(MOST_STEPS);
        Fragment bound = Fragment.literal(many.toPlainString()).as(ColumnType.FLOAT);
        Fragment few = Fragment.call("abs", wide).operator("<", bound);
        Fragment result = rounded(wide, step, ColumnType.FLOAT).as(own);
        return Fragment.choice(List.of(new Fragment.Branch(few, result)), value);
    }

    /** Rounding up must not lead out of the type, and NULL must stay NULL. */
    private static Fragment within(Fragment value, BigDecimal greatest) {
        Fragment most = bound(greatest);
        Fragment least = bound(greatest.add(BigDecimal.ONE).negate());
        return Fragment.choice(
                List.of(
                        new Fragment.Branch(value.operator(">", most), most),
                        new Fragment.Branch(value.operator("<", least), least)),
                value);
    }

    private static Fragment bound(BigDecimal number) {
        return Fragment.literal(number.toPlainString()).as(ColumnType.NUMERIC);
    }
}
