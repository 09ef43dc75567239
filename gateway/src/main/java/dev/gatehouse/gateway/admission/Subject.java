package dev.gatehouse.gateway.admission;

/** Whose statements on a database are counted together. */
sealed interface Subject {

    /**
     * By what it is found again in the store. Only that of a caller has a line's end in it, and
     * names in the settings have no spaces, so no two are the same.
     */
    String key();

    /** The name of the database. */
    String database();

    /** What it may do, for a refusal. */
    String permits(int most, Period period);

    /** What limits it, for a refusal. */
    String limit(Period period);

    /** One caller, under all of its roles. */
    record OfCaller(String caller, String database) implements Subject {

        @Override
        public String key() {
            return caller + "\n" + database;
        }

        @Override
        public String permits(int most, Period period) {
            return "This caller may run " + most + " statements in " + period.phrase() + " here";
        }

        @Override
        public String limit(Period period) {
            return "The limit is max_queries_per_"
                    + period.word()
                    + ", of the database, or of the caller's role, policy or key";
        }
    }

    /** All who have a role. */
    record OfRole(String role, String database) implements Subject {

        @Override
        public String key() {
            return "role " + role + " " + database;
        }

        @Override
        public String permits(int most, Period period) {
            return "All who have the role `%s` may together run %d statements in %s here"
                    .formatted(role, most, period.phrase());
        }

        @Override
        public String limit(Period period) {
            return "The statements of others count, too. The limit is max_total_queries_per_"
                    + period.word()
                    + ", of the role";
        }
    }

    /** All callers. */
    record OfDatabase(String database) implements Subject {

        @Override
        public String key() {
            return "database " + database;
        }

        @Override
        public String permits(int most, Period period) {
            return "All callers may together run %d statements in %s here"
                    .formatted(most, period.phrase());
        }

        @Override
        public String limit(Period period) {
            return "The statements of others count, too. The limit is max_total_queries_per_"
                    + period.word()
                    + ", of the database";
        }
    }
}
