package dev.gatehouse.gateway.audit.ship;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;

/**
 * Records as messages of syslog (RFC 5424), framed by their length (RFC 5425, 4.3). The message is
 * the record's line as it stands in the trail, so that what a receiver keeps can be held against
 * it; PROCID is the identity of the trail, because a change of it tells of a discontinuity (6.2.6),
 * and MSGID the decision. There is no structured data: its names need a number that IANA has given
 * to somebody, and all of it is in the message.
 *
 * @param facility 0 to 23
 * @param host the name of this machine
 * @param marked whether the byte order mark is there that RFC 5424 (6.4) wants before UTF-8
 */
record SyslogMessage(int facility, String host, boolean marked) {

    private static final String APPLICATION = "gatehouse";
    private static final String NOTHING = "-";
    private static final int FACILITIES = 24;
    private static final int SEVERITIES = 8;
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_KIND = 32;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** What a record has, and RFC 5424 (6.2.3) takes. */
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z");

    SyslogMessage {
        if (facility < 0 || facility >= FACILITIES) {
            throw new IllegalArgumentException("a facility is from 0 to 23");
        }
        host = printable(host, LONGEST_HOST);
    }

    /** Writes one, with its length before it. */
    void writeTo(ByteArrayOutputStream out, Entry entry) {
        byte[] header = (header(entry) + " ").getBytes(US_ASCII);
        byte[] mark = marked ? MARK : new byte[0];
        byte[] line = entry.line().bytes();
        int length = header.length + mark.length + line.length;
        out.writeBytes((length + " ").getBytes(UTF_8));
        out.writeBytes(header);
        out.writeBytes(mark);
        out.writeBytes(line);
    }

    private String header(Entry entry) {
        String time = entry.member("time");
        return String.join(
                " ",
                "<" + (facility * SEVERITIES + entry.severity().syslog()) + ">1",
                TIME.matcher(time).matches() ? time : NOTHING,
                host,
                APPLICATION,
                entry.at().trail(),
                printable(entry.member("decision"), LONGEST_KIND),
                NOTHING);
    }

    /** Printable ASCII without spaces (PRINTUSASCII), or nothing. */
    private static String printable(String text, int most) {
        String kept = text.replaceAll("[^!-~]", "");
        return kept.isEmpty() ? NOTHING : kept.substring(0, Math.min(kept.length(), most));
    }
}
