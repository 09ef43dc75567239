package dev.gatehouse.demo;

import dev.gatehouse.demo.Command.Outcome;
import dev.gatehouse.demo.DemoException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/** Under which account PostgreSQL's programs run: they refuse to run as root. */
sealed interface Account {

    /** What to put before a command, so that it runs under this account. */
    List<String> prefix();

    /** Gives a file or an empty folder to this account. */
    void give(Path path) throws IOException;

    /** The account of this process itself; behind a prefix, as seen in a user namespace. */
    record Own(List<String> prefix) implements Account {
        public Own {
            prefix = List.copyOf(prefix);
        }

        @Override
        public void give(Path path) {}
    }

    /** Another account, which root can change to. */
    record Other(List<String> prefix, UserPrincipal user) implements Account {
        public Other {
            prefix = List.copyOf(prefix);
        }

        @Override
        public void give(Path path) throws IOException {
            Files.setOwner(path, user);
        }
    }

    /** A command line that runs a program under this account. */
    default List<String> command(String... words) {
        return Stream.concat(prefix().stream(), Stream.of(words)).toList();
    }

    /**
     * Our own account, or for root the first of these that can execute the programs: the account
     * {@code nobody} (not one that may own a real database), then root in a user namespace without
     * rights. Containers commonly allow the first and forbid the second; where only one user exists
     * it is the other way round.
     */
    static Account forServer(Home home, Binaries binaries, Command command)
            throws IOException, DemoException {
        List<Account> candidates =
                home.ofRoot() ? unprivileged(home.folder(), command) : List.of(new Own(List.of()));
        String output = "";
        for (Account account : candidates) {
            Outcome version =
                    command.attempt(account.command(binaries.program("postgres"), "--version"));
            if (version.succeeded()) {
                return account;
            }
            output = version.output();
        }
        throw notRunnable(home, output);
    }

    private static List<Account> unprivileged(Path folder, Command command) throws IOException {
        Account namespace = new Own(List.of("unshare", "--user"));
        Outcome group = command.attempt(List.of("id", "-g", "nobody"));
        if (!group.succeeded()) {
            return List.of(namespace);
        }
        UserPrincipal nobody =
                folder.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody");
        return List.of(
                new Other(setpriv(group.output().strip()), nobody),
                new Other(List.of("runuser", "-u", "nobody", "--"), nobody),
                namespace);
    }

    private static List<String> setpriv(String group) {
        return List.of(
                "setpriv",
                "--reuid=nobody",
                "--regid=" + group,
                "--clear-groups",
                "--no-new-privs",
                "--");
    }

    private static DemoException notRunnable(Home home, String output) {
        if (home.ofRoot()) {
            return new DemoException(
                    Reason.ACCOUNT,
                    "PostgreSQL does not run as root, and as \"nobody\" it cannot be run in "
                            + home.folder()
                            + ": "
                            + output.strip(),
                    "Start Gatehouse as an ordinary user, or choose a folder that every user can"
                            + " enter with "
                            + DemoSettings.FOLDER_VARIABLE
                            + ".");
        }
        return new DemoException(
                Reason.PLATFORM,
                "PostgreSQL's programs do not run here: " + output.strip(),
                "They need glibc, so not Alpine Linux, and a folder that is not mounted noexec;"
                        + " choose one with "
                        + DemoSettings.FOLDER_VARIABLE
                        + ".");
    }
}
