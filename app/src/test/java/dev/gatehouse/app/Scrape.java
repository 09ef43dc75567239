package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics in Prometheus's text format, version 0.0.4, read strictly: every line is of the
 * form, every sample belongs to a family that was declared before, and none is there twice.
 */
record Scrape(Map<String, String> types, Map<Series, Double> samples) {

    /** A name with its labels. */
    record Series(String name, Map<String, String> labels) {}

    private static final Pattern DECLARED =
            Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([0-9.eE+-]+|NaN|\\+Inf)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\",?");

    static Scrape of(String page) {
        assertThat(page).endsWith("\n");
        Map<String, String> types = new HashMap<>();
        Map<Series, Double> samples = new LinkedHashMap<>();
        Set<String> helped = new HashSet<>();
        for (String line : page.lines().toList()) {
            Matcher declared = DECLARED.matcher(line);
            if (declared.matches()) {
                boolean fresh =
                        declared.group(1).equals("HELP")
                                ? helped.add(declared.group(2))
                                : types.put(declared.group(2), declared.group(3)) == null;
                assertThat(fresh).as(line).isTrue();
            } else {
                add(line, types, samples);
            }
        }
        return new Scrape(types, samples);
    }

    private static void add(String line, Map<String, String> types, Map<Series, Double> samples) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        String name = sample.group(1);
        assertThat(types).as(line).containsKey(types.containsKey(name) ? name : family(name));
        double value = Double.parseDouble(sample.group(3).replace("+Inf", "Infinity"));
        Series series = new Series(name, labels(sample.group(2)));
        assertThat(samples.put(series, value)).as("a second " + line).isNull();
    }

    private static String family(String name) {
        return name.replaceFirst("_(bucket|sum|count)$", "");
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            Matcher label = LABEL.matcher(text);
            int end = 0;
            while (label.find() && label.start() == end) {
                assertThat(labels.put(label.group(1), label.group(2))).as(text).isNull();
                end = label.end();
            }
            assertThat(end).as(text).isEqualTo(text.length());
        }
        return labels;
    }

    /** The value of one series; labels as names and values in turn. */
    double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        Double value = samples.get(new Series(name, wanted));
        assertThat(value).as(name + wanted + " in " + samples.keySet()).isNotNull();
        return value == null ? Double.NaN : value;
    }

    /** How many series of this name there are. */
    long count(String name) {
        return samples.keySet().stream().filter(each -> each.name().equals(name)).count();
    }

    /** Checks that each histogram counts upwards, and ends with as many as it says. */
    void requireConsistentHistograms() {
        types.forEach(
                (family, type) -> {
                    if (type.equals("histogram")) {
                        requireConsistent(family);
                    }
                });
    }

    private void requireConsistent(String family) {
        Map<Map<String, String>, List<Double>> buckets = new HashMap<>();
        samples.forEach(
                (series, value) -> {
                    if (series.name().equals(family + "_bucket")) {
                        Map<String, String> rest = new TreeMap<>(series.labels());
                        assertThat(rest.remove("le")).isNotNull();
                        buckets.computeIfAbsent(rest, _ -> new ArrayList<>()).add(value);
                    }
                });
        assertThat(buckets).as(family).isNotEmpty();
        buckets.forEach(
                (labels, values) -> {
                    assertThat(values).as(family).isSorted();
                    assertThat(samples.get(new Series(family + "_count", labels)))
                            .as(family)
                            .isEqualTo(values.getLast());
                });
    }
}
