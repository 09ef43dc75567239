package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The virtual machine says nothing when it goes without a cache; so this asks. */
class AotCacheIT {

    private static final String FROM_CACHE = "source: shared objects file";

    @TempDir Path folder;

    @Test
    void theCacheForStdioIsUsedAndHasNothingOfHttp() throws Exception {
        List<String> loaded = loadedInTraining("stdio");

        assertThat(loaded)
                .filteredOn(line -> line.endsWith(FROM_CACHE))
                .anyMatch(line -> line.contains(" dev.gatehouse.app.Stdio "))
                .anyMatch(line -> line.contains(" dev.gatehouse.postgres.parser.v18.Machine "))
                .anyMatch(line -> line.contains(" org.postgresql.Driver "));
        assertThat(loaded)
                .noneMatch(line -> line.contains(" org.eclipse.jetty."))
                .noneMatch(line -> line.contains(" dev.gatehouse.gateway.http."));
    }

    @Test
    void theCacheForServersIsUsed() throws Exception {
        assertThat(loadedInTraining("serve"))
                .filteredOn(line -> line.endsWith(FROM_CACHE))
                .anyMatch(line -> line.contains(" dev.gatehouse.app.ServeCommand "))
                .anyMatch(line -> line.contains(" dev.gatehouse.mcp.http.StreamableHttp "))
                .anyMatch(line -> line.contains(" org.eclipse.jetty.server.ServerConnector "))
                .anyMatch(line -> line.contains(" dev.gatehouse.postgres.parser.v18.Machine "))
                .anyMatch(line -> line.contains(" org.postgresql.Driver "));
    }

    /** Uses the cache for what it was made by: the classes, and where each was. */
    private List<String> loadedInTraining(String mode) throws Exception {
        Path cache = PackagedProgram.cache(mode);

        // AOTMode=on: rather no virtual machine than one without the cache.
        Path loaded = folder.resolve("loaded.txt");
        String log = "-Xlog:class+load:file=" + loaded;
        int done = PackagedProgram.train(mode, "-XX:AOTCache=" + cache, "-XX:AOTMode=on", log);
        assertThat(done).isZero();
        return Files.readAllLines(loaded);
    }
}
