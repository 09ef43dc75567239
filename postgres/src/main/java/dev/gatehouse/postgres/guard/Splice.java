package dev.gatehouse.postgres.guard;

import dev.gatehouse.core.refusal.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Edits of a text at byte offsets; the rest of the text stays as it is, byte for byte. */
final class Splice {

    private record Edit(int from, int to, String text) {}

    /**
     * A stretch of the new text: where it begins there, and the offset of the original it stands
     * for.
     */
    private record Stretch(int start, int origin, boolean copied) {}

    /** The new text, which remembers where each part of it came from. */
    record Spliced(String text, List<Stretch> stretches, Source source) {

        /** The place in the caller's text of the character at {@code offset} of the new one. */
        Place placeOf(int offset) {
            Stretch found = stretchOf(offset);
            return source.place(found.origin() + (found.copied() ? bytes(found, offset) : 0));
        }

        /** Whether what stands at {@code offset} of the new text is not the caller's. */
        boolean isWritten(int offset) {
            return !stretchOf(offset).copied();
        }

        private Stretch stretchOf(int offset) {
            Stretch found = stretches.getFirst();
            for (Stretch stretch : stretches) {
                if (stretch.start() <= offset) {
                    found = stretch;
                }
            }
            return found;
        }

        private int bytes(Stretch stretch, int offset) {
            int end = Math.clamp(offset, stretch.start(), text.length());
            return text.substring(stretch.start(), end).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    private final List<Edit> edits = new ArrayList<>();

    /**
     * Puts {@code text} in the place of the bytes from {@code from} to {@code to}, without the
     * last.
     */
    void replace(int from, int to, String text) {
        if (from < 0 || to < from) {
            throw Proof.failed();
        }
        edits.add(new Edit(from, to, text));
    }

    /** The bytes of {@code source} from {@code from} to {@code to}, edited. */
    Spliced of(Source source, int from, int to) {
        edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to));
        StringBuilder text = new StringBuilder();
        List<Stretch> stretches = new ArrayList<>();
        int at = from;
        for (Edit edit : edits) {
            if (edit.from() < at || edit.to() > to) {
                throw Proof.failed();
            }
            stretches.add(new Stretch(text.length(), at, true));
            text.append(source.slice(at, edit.from()));
            stretches.add(new Stretch(text.length(), edit.from(), false));
            text.append(edit.text());
            at = edit.to();
        }
        stretches.add(new Stretch(text.length(), at, true));
        text.append(source.slice(at, to));
        return new Spliced(text.toString(), List.copyOf(stretches), source);
    }
}
