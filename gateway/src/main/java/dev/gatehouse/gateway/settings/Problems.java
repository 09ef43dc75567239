package dev.gatehouse.gateway.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Collects the problems of one loading, sorted by place, each once. */
final class Problems {

    private static final int MOST = 100;

    private final NavigableSet<Problem> found = new TreeSet<>();
    private boolean overflowed;

    void error(Where where, String message, String help) {
        add(new Problem(Problem.Severity.ERROR, where, message, help));
    }

    void warning(Where where, String message, String help) {
        add(new Problem(Problem.Severity.WARNING, where, message, help));
    }

    private void add(Problem problem) {
        if (found.size() < MOST) {
            found.add(problem);
        } else {
            overflowed = true;
        }
    }

    /** Whether anything was found that keeps the program from starting. */
    boolean fatal() {
        return overflowed || found.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    }

    List<Problem> list() {
        List<Problem> list = new ArrayList<>(found);
        if (overflowed) {
            list.add(
                    new Problem(
                            Problem.Severity.ERROR,
                            Where.NOWHERE,
                            "there are more problems than the " + MOST + " above",
                            ""));
        }
        return list;
    }
}
