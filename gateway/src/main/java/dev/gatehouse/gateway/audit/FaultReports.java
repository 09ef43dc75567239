package dev.gatehouse.gateway.audit;

import dev.gatehouse.core.audit.FaultLog;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports faults to the log: kinds and places of the whole chain of causes. Messages are shown only
 * where we or the file system wrote them; those of a driver or a parser may quote rows, secrets and
 * host names.
 */
public final class FaultReports implements FaultLog {

    private static final Logger LOG = LoggerFactory.getLogger(FaultReports.class);

    private final Supplier<String> numbers;

    /**
     * @param numbers gives each fault a number by which an operator finds it
     */
    public FaultReports(Supplier<String> numbers) {
        this.numbers = numbers;
    }

    @Override
    public String report(Throwable fault) {
        String number = numbers.get();
        LOG.error("fault {}\n{}", number, FaultText.of(fault));
        return number;
    }
}
