package dev.gatehouse.gateway.audit.ship;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/** A receiver that writes down what it took, and answers as a test wants it. */
final class Notebook implements Receiver {

    private final List<Entry> taken = new ArrayList<>();
    private final List<List<Long>> batches = new ArrayList<>();
    private Function<List<Entry>, Outcome> answers = _ -> new Taken(0);
    private Outcome confirmation = new Taken(0);
    private int confirmations;
    private int resets;

    synchronized void answering(Function<List<Entry>, Outcome> others) {
        answers = others;
    }

    synchronized void confirming(Outcome other) {
        confirmation = other;
    }

    @Override
    public Outcome send(List<Entry> batch) {
        Function<List<Entry>, Outcome> answer;
        synchronized (this) {
            batches.add(batch.stream().map(Entry::seq).toList());
            answer = answers;
        }
        Outcome outcome = answer.apply(List.copyOf(batch));
        if (outcome instanceof Taken || outcome instanceof Sent) {
            synchronized (this) {
                taken.addAll(batch);
            }
        }
        return outcome;
    }

    @Override
    public synchronized Outcome confirm() {
        confirmations++;
        return confirmation;
    }

    @Override
    public synchronized void reset() {
        resets++;
    }

    @Override
    public void close() {}

    /** The numbers of what it took, in their order. */
    synchronized List<Long> seqs() {
        return taken.stream().map(Entry::seq).toList();
    }

    /** The lines of what it took, without repeats. */
    synchronized List<String> lines() {
        var lines = new LinkedHashSet<String>();
        taken.forEach(entry -> lines.add(entry.text()));
        return List.copyOf(lines);
    }

    /** What was tried, taken or not. */
    synchronized List<List<Long>> batches() {
        return List.copyOf(batches);
    }

    synchronized List<Entry> taken() {
        return List.copyOf(taken);
    }

    synchronized int confirmations() {
        return confirmations;
    }

    synchronized int resets() {
        return resets;
    }
}
