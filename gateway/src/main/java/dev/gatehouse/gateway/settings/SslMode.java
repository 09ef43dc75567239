package dev.gatehouse.gateway.settings;

/** How far a connection is encrypted and its server checked; as libpq's {@code sslmode}. */
public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL
}
