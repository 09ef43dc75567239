package dev.gatehouse.engines.postgres;

/**
 * Makes ISO 8601 of the dates and times that the server prints in its style ISO, which is nearly
 * that, and of its intervals. Exact both ways:
 *
 * <ul>
 *   <li>A year before 1 or after 9999 has a sign, and the year before 1 is 0000: {@code
 *       -0043-03-15} is March 15, 44 BC, as in XML Schema 1.1 and {@link java.time.LocalDate}.
 *   <li>An offset has minutes, and seconds where it has them: {@code +00:00}, {@code +00:19:32}.
 *   <li>An interval is a duration whose parts keep their own signs: {@code P1Y-2M3DT-4H-5M-6.7S}.
 *   <li>{@code infinity} and {@code -infinity}, which ISO 8601 has no form for, stay.
 * </ul>
 */
final class IsoText {

    private static final String BEFORE_CHRIST = " BC";

    private IsoText() {}

    /** A date, a timestamp, or a timestamp with time zone. */
    static String moment(String text) {
        if (text.endsWith("infinity")) {
            return text;
        }
        boolean before = text.endsWith(BEFORE_CHRIST);
        int end = text.length() - (before ? BEFORE_CHRIST.length() : 0);
        int year = text.indexOf('-');
        int day = text.indexOf(' ');
        StringBuilder iso = new StringBuilder(text.length() + 4);
        iso.append(year(text.substring(0, year), before));
        if (day < 0 || day == end) {
            return iso.append(text, year, end).toString();
        }
        return iso.append(text, year, day)
                .append('T')
                .append(time(text.substring(day + 1, end)))
                .toString();
    }

    /** A time of day, with or without an offset. */
    static String time(String text) {
        int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        boolean onlyHours = sign > 0 && text.indexOf(':', sign) < 0;
        return onlyHours ? text + ":00" : text;
    }

    private static String year(String digits, boolean before) {
        if (!before) {
            return digits.length() > 4 ? "+" + digits : digits;
        }
        int year = Integer.parseInt(digits) - 1;
        String padded = "0".repeat(Math.max(0, 4 - Integer.toString(year).length())) + year;
        return year == 0 ? padded : "-" + padded;
    }

    /** An interval, in the server's style {@code postgres}: {@code 1 year -2 mons +03:04:05.6}. */
    static String interval(String text) {
        if (text.endsWith("infinity")) {
            return text;
        }
        StringBuilder iso = new StringBuilder("P");
        String[] words = text.split(" ", -1);
        for (int at = 0; at < words.length; at++) {
            if (words[at].indexOf(':') >= 0) {
                clock(words[at], iso);
            } else {
                append(words[at], Character.toUpperCase(words[at + 1].charAt(0)), iso);
                at++;
            }
        }
        return iso.length() == 1 ? "PT0S" : iso.toString();
    }

    private static void clock(String text, StringBuilder iso) {
        String sign = text.startsWith("-") ? "-" : "";
        String[] parts = unsigned(text).split(":", -1);
        int before = iso.append('T').length();
        append(sign + parts[0], 'H', iso);
        append(sign + parts[1], 'M', iso);
        append(sign + parts[2], 'S', iso);
        if (iso.length() == before) {
            iso.setLength(before - 1);
        }
    }

    private static String unsigned(String text) {
        return text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    }

    /** A part of a duration without leading zeros; nothing when it is zero. */
    private static void append(String number, char unit, StringBuilder iso) {
        String digits = unsigned(number);
        int first = 0;
        while (first < digits.length() - 1
                && digits.charAt(first) == '0'
                && digits.charAt(first + 1) != '.') {
            first++;
        }
        String shown = digits.substring(first);
        if (!shown.equals("0")) {
            iso.append(number.startsWith("-") ? "-" : "").append(shown).append(unit);
        }
    }
}
