package dev.gatehouse.app;

import dev.gatehouse.gateway.audit.AuditFile;
import dev.gatehouse.gateway.audit.ship.Limits;
import dev.gatehouse.gateway.audit.ship.Shipper;
import dev.gatehouse.gateway.audit.ship.Shipping;
import dev.gatehouse.gateway.audit.ship.Timing;
import dev.gatehouse.gateway.settings.AuditSettings;
import dev.gatehouse.gateway.settings.ShipSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** The shippers of the audit trail, as the settings say it: one for each receiver. */
final class TrailShipping implements AutoCloseable {

    private final AuditSettings settings;
    private final AuditFile audit;

    // Guarded by this.
    private List<Shipper> shippers = List.of();
    private boolean closed;

    TrailShipping(AuditSettings settings, AuditFile audit) {
        this.settings = settings;
        this.audit = audit;
    }

    /** Begins to ship, once; what the trail holds already, too. */
    synchronized void start() {
        if (!closed && shippers.isEmpty()) {
            shippers = settings.ship().stream().map(this::shipper).toList();
        }
    }

    /** Those that were started. */
    synchronized List<Shipper> shippers() {
        return shippers;
    }

    private Shipper shipper(ShipSettings to) {
        Shipper shipper = Shipper.start(shipping(to), Receivers.of(to));
        audit.whenGrown(shipper::hasGrown);
        return shipper;
    }

    private Shipping shipping(ShipSettings to) {
        return new Shipping(
                to.name(),
                settings.file(),
                switch (to.from()) {
                    case START -> Shipping.Begin.START;
                    case NOW -> Shipping.Begin.NOW;
                },
                new Limits(to.records(), to.bytes()),
                Timing.DEFAULT,
                InstantSource.system(),
                RandomGenerator.getDefault());
    }

    /**
     * To be called when the last record is written. All end at once, and not on the threads of the
     * common pool, which answers over HTTP need.
     */
    @Override
    public void close() {
        List<Shipper> all;
        synchronized (this) {
            closed = true;
            all = shippers;
        }
        List<Thread> closing =
                all.stream().map(each -> Thread.startVirtualThread(each::close)).toList();
        try {
            for (Thread each : closing) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
