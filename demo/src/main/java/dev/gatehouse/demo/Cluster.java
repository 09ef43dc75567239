package dev.gatehouse.demo;

import java.nio.file.Path;

/**
 * The folder of a complete PostgreSQL cluster: the server's data, and beside it what only we read.
 *
 * @param folder its name tells what is in it, see {@link Seed#fingerprint}
 */
record Cluster(Path folder) {

    static final String PREFIX = "shop-";

    Path data() {
        return folder.resolve("data");
    }

    /** The server writes it, so it is in the server's folder. */
    Path log() {
        return data().resolve("server.log");
    }

    Path postmasterFile() {
        return data().resolve("postmaster.pid");
    }

    Path ownerPassword() {
        return folder.resolve("postgres.password");
    }

    Path readerPassword() {
        return folder.resolve("gatehouse.password");
    }

    /** The port of the last start. */
    Path port() {
        return folder.resolve("port");
    }

    Path inUse() {
        return folder.resolve("in-use");
    }
}
