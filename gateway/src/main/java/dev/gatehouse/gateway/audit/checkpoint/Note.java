package dev.gatehouse.gateway.audit.checkpoint;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A signed note (C2SP signed-note) that has the form of a checkpoint.
 *
 * @param line the number of its first line in its file
 * @param text what is signed
 * @param signatures the lines below, without their ends
 */
public record Note(long line, Checkpoint checkpoint, String text, List<String> signatures) {

    /** An em dash and a space begin each signature. */
    static final String DASH = "\u2014 ";

    public Note {
        signatures = List.copyOf(signatures);
    }

    /** What a key says of a note. */
    public enum Word {
        /** It signed it. */
        SIGNED,
        /** It did not, although its name and its id stand there. */
        FORGED,
        /** The note does not name it. */
        UNKNOWN
    }

    /** Whether a key signed this. */
    public Word by(VerifierKey key) {
        Word word = Word.UNKNOWN;
        for (String line : signatures) {
            Optional<byte[]> signature = signature(line, key);
            if (signature.isPresent()) {
                if (!key.made(signature.get(), text)) {
                    return Word.FORGED;
                }
                word = Word.SIGNED;
            }
        }
        return word == Word.SIGNED && !checkpoint.origin().equals(key.name()) ? Word.FORGED : word;
    }

    private static Optional<byte[]> signature(String line, VerifierKey key) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space < DASH.length()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(line.substring(space + 1));
            return Optional.of(bytes)
                    .filter(b -> key.isNamed(line.substring(DASH.length(), space), b));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The whole note. */
    public String whole() {
        return text + "\n" + String.join("\n", signatures) + "\n";
    }
}
