package dev.gatehouse.core.audit;

/** Where faults of ours are reported with everything that helps to mend them. Thread-safe. */
@FunctionalInterface
public interface FaultLog {

    /** Reports a fault, and gives the number by which an operator finds it. */
    String report(Throwable fault);
}
