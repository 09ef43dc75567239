package dev.gatehouse.gateway.audit.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a trail: the one that is written, and those that are full. A full one of {@code
 * audit.jsonl} is {@code audit-20261127-000000000001.jsonl}, by its day and its first record, so
 * that names sort as records do.
 *
 * @param active the one that is written; it need not exist
 */
public record TrailFiles(Path active) {

    private static final int DIGITS = 12;

    public TrailFiles {
        active = active.toAbsolutePath();
    }

    /**
     * A file that is full.
     *
     * @param first the number of its first record
     */
    public record Full(Path path, long first) {}

    /** The name of a full file. */
    public Path full(LocalDate day, long first) {
        return active.resolveSibling(
                stem()
                        + "-"
                        + DateTimeFormatter.BASIC_ISO_DATE.format(day)
                        + "-"
                        + "0".repeat(Math.max(0, DIGITS - Long.toString(first).length()))
                        + first
                        + ending());
    }

    /** The full ones, in the order of their records. */
    public List<Full> full() throws IOException {
        Path folder = active.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        Pattern name = name();
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> full(file, name).stream())
                    .sorted(Comparator.comparingLong(Full::first))
                    .toList();
        }
    }

    /** The one before the active one. */
    public Optional<Full> lastFull() throws IOException {
        List<Full> full = full();
        return full.isEmpty() ? Optional.empty() : Optional.of(full.getLast());
    }

    /** All that exist, in the order of their records. */
    public List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>(full().stream().map(Full::path).toList());
        if (Files.exists(active)) {
            all.add(active);
        }
        return all;
    }

    private Pattern name() {
        return Pattern.compile(
                Pattern.quote(stem() + "-")
                        + "\\d{8}-(\\d{"
                        + DIGITS
                        + ",18})"
                        + Pattern.quote(ending()));
    }

    private static Optional<Full> full(Path file, Pattern name) {
        Matcher matcher = name.matcher(String.valueOf(file.getFileName()));
        return matcher.matches()
                ? Optional.of(new Full(file, Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    private String stem() {
        String name = String.valueOf(active.getFileName());
        return name.substring(0, name.length() - ending().length());
    }

    /** From the last dot on, if there is one behind other characters. */
    private String ending() {
        String name = String.valueOf(active.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }
}
