package dev.gatehouse.demo;

import static dev.gatehouse.demo.Fixture.ask;
import static dev.gatehouse.demo.Fixture.cluster;
import static dev.gatehouse.demo.Fixture.postmaster;
import static dev.gatehouse.demo.Fixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the database starts, is shared, stops, and comes back after a crash. */
class DemoDatabaseTest {

    private static final String ORDERS = "SELECT count(*) FROM orders";
    private static final String ALL_ORDERS = "24000";

    @TempDir private static Path folder;

    @BeforeAll
    static void openFolder() throws IOException {
        Fixture.passable(folder);
    }

    @Test
    void isSharedByTwoThatStartAtOnceAndStoppedByTheLast() throws Exception {
        try (HostProcess one = HostProcess.start(folder);
                HostProcess other = HostProcess.start(folder)) {
            String url = one.awaitUrl();
            assertThat(other.awaitUrl()).isEqualTo(url);

            one.endInput();
            assertThat(ask(url, ORDERS)).isEqualTo(ALL_ORDERS);

            other.endInput();
            assertStopped();
        }
    }

    @Test
    void startsAgainOnTheSamePortWithoutFillingTheShopAgain() throws Exception {
        DemoDatabase.start(settings(folder), _ -> {}).close();
        String port = Files.readString(cluster(folder).port());
        List<String> said = new ArrayList<>();

        try (DemoDatabase database = DemoDatabase.start(settings(folder), said::add)) {
            assertThat(said).containsExactly("Starting the demo database on port " + port.strip());
            assertThat(ask(database.url(), ORDERS)).isEqualTo(ALL_ORDERS);
        }
    }

    @Test
    void takesOverTheServerOfAProcessThatWasKilled() throws Exception {
        HostProcess host = HostProcess.start(folder);
        String url = host.awaitUrl();
        ProcessHandle orphan = postmaster(folder);
        host.kill();

        try (DemoDatabase database = DemoDatabase.start(settings(folder), _ -> {})) {
            assertThat(database.url()).isEqualTo(url);
            assertThat(postmaster(folder)).isEqualTo(orphan);
            assertThat(ask(database.url(), ORDERS)).isEqualTo(ALL_ORDERS);
        }
        assertStopped();
    }

    @Test
    void recoversWhenTheServerWasKilledToo() throws Exception {
        HostProcess host = HostProcess.start(folder);
        host.awaitUrl();
        ProcessHandle server = postmaster(folder);
        server.destroyForcibly();
        host.kill();

        try (DemoDatabase database = DemoDatabase.start(settings(folder), _ -> {})) {
            assertThat(postmaster(folder)).isNotEqualTo(server);
            assertThat(ask(database.url(), ORDERS)).isEqualTo(ALL_ORDERS);
        }
    }

    @Test
    void recoversWhenAnotherProgramGotTheNumberOfAKilledServer() throws Exception {
        DemoDatabase.start(settings(folder), _ -> {}).close();
        Path file = cluster(folder).postmasterFile();
        long stranger = ProcessHandle.current().pid();
        Files.writeString(file, stranger + "\n" + cluster(folder).data() + "\n0\n1\n\n\n\nready\n");

        try (DemoDatabase database = DemoDatabase.start(settings(folder), _ -> {})) {
            assertThat(ask(database.url(), ORDERS)).isEqualTo(ALL_ORDERS);
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void refusesAClusterWhoseServerRunsWhereItCannotSeeIt() throws Exception {
        try (HostProcess host = HostProcess.start(folder)) {
            host.awaitUrl();
            Path file = cluster(folder).postmasterFile();
            String truth = Files.readString(file);
            Files.writeString(file, truth.replaceFirst("\\d+", "1"));

            assertThatThrownBy(() -> DemoDatabase.start(settings(folder), _ -> {}))
                    .isInstanceOf(DemoException.class)
                    .extracting(refused -> ((DemoException) refused).reason())
                    .isEqualTo(DemoException.Reason.BUSY);

            Files.writeString(file, truth);
        }
    }

    @Test
    void stopsTheServerWhenTheProcessIsTerminated() throws Exception {
        HostProcess host = HostProcess.start(folder);
        host.awaitUrl();

        host.terminate();

        assertStopped();
    }

    @Test
    void movesToAnotherPortWhenItsOwnIsTaken() throws Exception {
        DemoDatabase.start(settings(folder), _ -> {}).close();
        int port = Integer.parseInt(Files.readString(cluster(folder).port()).strip());

        try (var squatter =
                        new java.net.ServerSocket(
                                port, 1, java.net.InetAddress.getLoopbackAddress());
                DemoDatabase database = DemoDatabase.start(settings(folder), _ -> {})) {
            assertThat(database.url()).doesNotContain(":" + squatter.getLocalPort() + "/");
            assertThat(ask(database.url(), ORDERS)).isEqualTo(ALL_ORDERS);
        }
    }

    @Test
    void clearsAwayWhatInterruptedStartsAndOlderReleasesLeft() throws Exception {
        DemoDatabase.start(settings(folder), _ -> {}).close();
        List<Path> rubbish =
                List.of(
                        Files.createDirectories(folder.resolve("building-1/data")),
                        Files.createDirectories(folder.resolve("unpacking-1/bin")),
                        Files.createDirectories(folder.resolve("shop-000000000000/data")),
                        Files.createDirectories(folder.resolve("postgresql-0-00000000/bin")));

        DemoDatabase.start(settings(folder), _ -> {}).close();

        assertThat(rubbish).noneMatch(Files::exists);
    }

    @Test
    void isStartedOncePerProcess() throws Exception {
        try (DemoDatabase _ = DemoDatabase.start(settings(folder), _ -> {})) {
            assertThatThrownBy(() -> DemoDatabase.start(settings(folder), _ -> {}))
                    .isInstanceOf(DemoException.class)
                    .hasMessageContaining("already");
        }
    }

    @Test
    void keepsItsPasswordsToItself() throws Exception {
        DemoDatabase.start(settings(folder), _ -> {}).close();
        Cluster cluster = cluster(folder);

        for (Path secret : List.of(cluster.ownerPassword(), cluster.readerPassword())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
            assertThat(Passwords.read(secret)).matches("[A-Za-z0-9_-]{32}");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.data())))
                .isEqualTo("rwx------");
        assertThat(cluster.folder()).isDirectoryNotContaining("glob:**script.sql");
        assertThat(cluster.folder()).isDirectoryNotContaining("glob:**initdb.password");
    }

    /** The server deletes its file and closes its port when all is on disk. */
    private static void assertStopped() throws IOException {
        assertThat(cluster(folder).postmasterFile()).doesNotExist();
        int port = Integer.parseInt(Files.readString(cluster(folder).port()).strip());
        assertThat(new Postmaster(0, port, true).answers()).isFalse();
    }
}
