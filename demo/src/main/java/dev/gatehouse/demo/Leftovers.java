package dev.gatehouse.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** Deletes what interrupted starts and older releases left in the demo's folder. */
record Leftovers(Home home, Command command) {

    private static final List<String> UNFINISHED =
            List.of(Binaries.UNPACKING, ClusterBuilder.BUILDING);

    /** Needs the {@link Turn}; what cannot be deleted now is left to the next start. */
    void deleteUnfinished() throws IOException {
        for (String prefix : UNFINISHED) {
            for (Path folder : named(prefix)) {
                delete(folder);
            }
        }
    }

    /** Clusters of other releases that no one uses, and when all are gone their programs. */
    void deleteOutdated(Cluster current, Binaries binaries) throws IOException {
        boolean used = false;
        for (Path folder : named(Cluster.PREFIX)) {
            Cluster cluster = new Cluster(folder);
            if (!cluster.equals(current) && !deleteUnused(cluster)) {
                used = true;
            }
        }
        for (Path folder : used ? List.<Path>of() : named(Binaries.PREFIX)) {
            if (!folder.equals(binaries.folder())) {
                delete(folder);
            }
        }
    }

    private boolean deleteUnused(Cluster cluster) throws IOException {
        try (Lease lease = Lease.take(cluster.inUse())) {
            if (!lease.alone() || Files.exists(cluster.postmasterFile())) {
                return false;
            }
        }
        delete(cluster.folder());
        return true;
    }

    private List<Path> named(String prefix) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(home.folder(), prefix + "*")) {
            return StreamSupport.stream(found.spliterator(), false).toList();
        }
    }

    /** With the system's rm, which root may use on another account's folder without a race. */
    private void delete(Path folder) {
        command.attempt(List.of("rm", "-rf", "--", folder.toString()));
    }
}
