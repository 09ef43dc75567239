package dev.gatehouse.engines.postgres;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Which connections are thrown away is decided by us, who know more than an SQLSTATE. */
final class NoEviction implements SQLExceptionOverride {

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException exception) {
        return SQLExceptionOverride.Override.DO_NOT_EVICT;
    }
}
