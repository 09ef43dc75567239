-- The role with which Gatehouse reads: it logs in, reads the shop, and can do nothing else.

CREATE ROLE gatehouse LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT CONNECTION LIMIT 60;

REVOKE ALL ON DATABASE shop, postgres, template0, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE shop TO gatehouse;
DROP SCHEMA public;
GRANT USAGE ON SCHEMA shop TO gatehouse;
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO gatehouse;

-- A read-only transaction stops none of these, and no question to the shop needs them: large objects, locks
-- that outlive a statement, messages to other sessions and to the log of changes, other sessions' queries.
DO $$
DECLARE
    callable regprocedure;
BEGIN
    FOR callable IN
        SELECT oid FROM pg_catalog.pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
          AND (proname ~ '^(lo_|pg_advisory_|pg_try_advisory_)'
               OR proname IN ('loread', 'lowrite', 'pg_notify', 'pg_logical_emit_message', 'pg_export_snapshot',
                              'pg_cancel_backend', 'pg_terminate_backend', 'pg_stat_get_activity'))
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', callable);
    END LOOP;
END
$$;

-- Statistics hold samples of the rows, which would go around a mask.
REVOKE SELECT ON pg_catalog.pg_stats, pg_catalog.pg_stats_ext, pg_catalog.pg_stats_ext_exprs FROM PUBLIC;

ALTER ROLE gatehouse SET search_path = shop;
ALTER ROLE gatehouse SET default_transaction_read_only = on;
ALTER ROLE gatehouse SET statement_timeout = '30s';
ALTER ROLE gatehouse SET lock_timeout = '5s';
ALTER ROLE gatehouse SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE gatehouse SET work_mem = '16MB';

ANALYZE;

