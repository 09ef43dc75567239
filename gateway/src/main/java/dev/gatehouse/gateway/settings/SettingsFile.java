package dev.gatehouse.gateway.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The file that settings were read from, as it was then: what a later version of it is held
 * against.
 */
public final class SettingsFile {

    /** What is read again while the program runs. */
    private static final Set<String> READ_AGAIN =
            Set.of("mask_key", "roles", "policies", "policy", "identity.local");

    private static final String DATABASES = "databases";

    /** An alias can make an endless tree of a small file; what lies beyond is not compared. */
    private static final int MOST_NODES = 50_000;

    private final Path path;
    private final String name;
    private final String text;

    /**
     * What holds until the program ends, by paths like {@code databases.shop.url}. May be secret.
     */
    private final Map<String, String> lasting = new LinkedHashMap<>();

    private int nodes;

    private SettingsFile(Path path, String name, String text) {
        this.path = path;
        this.name = name;
        this.text = text;
    }

    /**
     * @param name the file's name in problems
     * @param root what it says
     */
    static SettingsFile of(Path path, String name, String text, Optional<Node> root) {
        SettingsFile file = new SettingsFile(path, name, text);
        root.ifPresent(node -> file.collect("", node, 0));
        return file;
    }

    private void collect(String at, Node node, int depth) {
        nodes++;
        if (READ_AGAIN.contains(at) || nodes > MOST_NODES || depth > Yaml.MOST_DEPTH) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            String before = at.isEmpty() ? "" : at + ".";
            mapping.getValue()
                    .forEach(
                            it ->
                                    collect(
                                            before + word(it.getKeyNode()),
                                            it.getValueNode(),
                                            depth + 1));
        } else {
            lasting.put(at, items(node));
        }
    }

    private static String items(Node node) {
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(SettingsFile::word).toList().toString()
                : word(node);
    }

    private static String word(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    public Path path() {
        return path;
    }

    /** Its name in problems. */
    public String name() {
        return name;
    }

    /**
     * The settings that a later version has otherwise and that hold only after a restart, by their
     * paths, in alphabetical order.
     */
    public List<String> changedUntilRestart(SettingsFile later) {
        Set<String> all = new TreeSet<>(lasting.keySet());
        all.addAll(later.lasting.keySet());
        all.removeIf(at -> value(at).equals(later.value(at)));
        if (all.isEmpty() && !databases().equals(later.databases())) {
            return List.of(DATABASES);
        }
        return List.copyOf(all);
    }

    private Optional<String> value(String at) {
        return Optional.ofNullable(lasting.get(at));
    }

    /** The first one is the default. */
    private List<String> databases() {
        return lasting.keySet().stream()
                .filter(at -> at.startsWith(DATABASES + "."))
                .map(at -> at.split("\\.", 3)[1])
                .distinct()
                .toList();
    }

    /** What stands for the text: another digest, another text. */
    public String digest() {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same of what a file holds now; empty when it cannot be read, or is too large to be one.
     */
    static Optional<String> digest(Path file) {
        try {
            return Files.size(file) > Yaml.MOST_BYTES
                    ? Optional.empty()
                    : Optional.of(digest(withoutMark(Files.readAllBytes(file))));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** A mark of the byte order at the beginning is no part of the text. */
    private static byte[] withoutMark(byte[] bytes) {
        boolean marked =
                bytes.length >= 3
                        && bytes[0] == (byte) 0xEF
                        && bytes[1] == (byte) 0xBB
                        && bytes[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Not the text, which may hold secrets. */
    @Override
    public String toString() {
        return name;
    }
}
