package dev.gatehouse.core.search;

import java.util.Arrays;

/** A list of numbers that grows. */
final class Longs {

    private long[] numbers = new long[2];
    private int size;

    void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size] = number;
        size++;
    }

    long[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
