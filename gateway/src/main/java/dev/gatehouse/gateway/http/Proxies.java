package dev.gatehouse.gateway.http;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * The proxies that are believed when they say for whom they ask, in {@code X-Forwarded-For}. What
 * anybody else says there is nothing: every client can write it.
 */
final class Proxies {

    /** The addresses of the header are not looked up anywhere, and a port is no part of them. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "\\[?([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f.]*)(?:]|]:[0-9]{1,5})?"
                            + "|([0-9]{1,3}(?:\\.[0-9]{1,3}){3})(?::[0-9]{1,5})?");

    /** An IPv6 address with an IPv4 one at its end, in brackets, with a port. */
    private static final int LONGEST = 53;

    private final InetAddressSet trusted = new InetAddressSet();

    /**
     * @param trusted addresses and networks, such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException when one is none
     */
    Proxies(Collection<String> trusted) {
        this.trusted.addAll(trusted);
    }

    /**
     * The address of the client. Each proxy adds the one that it heard from at the end, so what
     * stands before an address that is not trusted is that one's own invention.
     *
     * @param neighbour who the connection is with
     * @param forwarded the values of the header, in their order
     */
    String client(InetAddress neighbour, List<String> forwarded) {
        Deque<String> said = new ArrayDeque<>();
        forwarded.forEach(value -> said.addAll(Arrays.asList(value.split(",", -1))));
        InetAddress client = neighbour;
        while (!said.isEmpty() && trusted.test(client)) {
            Optional<InetAddress> before = address(said.removeLast().strip());
            if (before.isEmpty()) {
                return text(client);
            }
            client = before.get();
        }
        return text(client);
    }

    /** Whether somebody who is not trusted says that others ask through it. */
    boolean isUnheard(InetAddress neighbour, List<String> forwarded) {
        return !forwarded.isEmpty() && !trusted.test(neighbour);
    }

    private static Optional<InetAddress> address(String text) {
        // First of all: how long matching takes grows faster than the text.
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher found = ADDRESS.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            String literal = found.group(1) != null ? found.group(1) : found.group(2);
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Without the interface of this machine, which an IPv6 address may have behind it. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
