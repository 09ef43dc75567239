package dev.gatehouse.app;

import dev.gatehouse.gateway.audit.Keeping;
import dev.gatehouse.gateway.audit.Rotation;
import dev.gatehouse.gateway.audit.Signing;
import dev.gatehouse.gateway.audit.SqlText;
import dev.gatehouse.gateway.settings.AuditSettings;
import java.time.InstantSource;
import java.util.Optional;

/** What the settings say of the audit trail, as the trail wants it. */
final class AuditTrail {

    private AuditTrail() {}

    /**
     * @param withoutConstants makes the text of a statement one without constants
     */
    static Keeping kept(AuditSettings settings, SqlText withoutConstants) {
        return new Keeping(
                settings.file(),
                new Rotation(settings.rotate() == AuditSettings.Rotate.DAILY, settings.fileBytes()),
                settings.sync(),
                sql(settings.sql(), withoutConstants),
                signing(settings),
                InstantSource.system());
    }

    private static SqlText sql(AuditSettings.Sql sql, SqlText withoutConstants) {
        return switch (sql) {
            case NONE -> SqlText.NONE;
            case NORMALISED -> withoutConstants;
            case FULL -> SqlText.FULL;
        };
    }

    private static Optional<Signing> signing(AuditSettings settings) {
        AuditSettings.Checkpoints checkpoints = settings.checkpoints();
        return checkpoints.sign()
                ? Optional.of(
                        new Signing(
                                checkpoints.key().orElse(Signing.key(settings.file())),
                                checkpoints.file().orElse(Signing.checkpoints(settings.file())),
                                checkpoints.copy(),
                                checkpoints.records(),
                                checkpoints.every()))
                : Optional.empty();
    }
}
