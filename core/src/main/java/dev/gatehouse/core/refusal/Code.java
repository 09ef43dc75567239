package dev.gatehouse.core.refusal;

/**
 * The stable names of everything that can keep an ask from an answer. A name never changes its
 * meaning: clients, dashboards and audit searches depend on it.
 */
public enum Code {
    /** A request over HTTP showed nothing by which its sender could be known. */
    CREDENTIALS_MISSING(Owner.CALLER),
    /** What it showed is wrong, expired, revoked, or not for this server. */
    CREDENTIALS_INVALID(Owner.CALLER),
    /** What it showed could not be checked; nobody was let in. */
    CREDENTIALS_UNCHECKED(Owner.OPERATOR),
    /** Too many bad credentials came from its address; how long to wait is said. */
    CREDENTIALS_THROTTLED(Owner.CALLER),
    /** No tool of that name for this caller. */
    TOOL_UNKNOWN(Owner.CALLER),
    /** No resource of that address for this caller. */
    RESOURCE_UNKNOWN(Owner.CALLER),
    /** No prompt of that name for this caller. */
    PROMPT_UNKNOWN(Owner.CALLER),
    /** What came was too long, no JSON, or no message of the protocol. */
    MESSAGE_UNREADABLE(Owner.CALLER),
    /** No session of that id is open, or none was named. */
    SESSION_UNKNOWN(Owner.CALLER),
    /** The session is somebody else's; the caller hears that there is none. */
    SESSION_FOREIGN(Owner.CALLER),
    /** The token does not reach as far as the tool that was called with it. */
    SCOPE_INSUFFICIENT(Owner.CALLER),
    /** The arguments of a call are not what the tool takes. */
    ARGUMENTS_INVALID(Owner.CALLER),
    /** No cursor of that name was given to this caller, or it is good no longer. */
    CURSOR_UNKNOWN(Owner.CALLER),
    /** The text is not SQL as this database's own grammar has it. */
    SYNTAX_ERROR(Owner.CALLER),
    /** The text, or its nesting, is larger than the limit. */
    STATEMENT_TOO_LARGE(Owner.CALLER),
    /** No statement, or more than one. */
    NOT_ONE_STATEMENT(Owner.CALLER),
    /** The statement is no read. */
    NOT_READ_ONLY(Owner.CALLER),
    /** A construct that cannot be proven safe. */
    CONSTRUCT_REFUSED(Owner.CALLER),
    /**
     * The relation does not exist for this caller; one code, whether it exists for others or not.
     */
    RELATION_UNAVAILABLE(Owner.CALLER),
    /** The relation has no such column, for whoever wrote its name. */
    COLUMN_UNAVAILABLE(Owner.CALLER),
    /** A rule of the policy needs something of the caller that is not known; so it denies. */
    RULE_UNMET(Owner.OPERATOR),
    /** A mask is not for columns of that type. */
    MASK_UNFIT(Owner.OPERATOR),
    /** A plan would tell what masks and row filters hide. */
    PLAN_WITHHELD(Owner.CALLER),
    /** A statement is not run to be explained: only its plan is shown. */
    ANALYZE_REFUSED(Owner.CALLER),
    /** The planner expects more of the statement than a limit allows, so it did not run. */
    TOO_EXPENSIVE(Owner.CALLER),
    /** A system catalog; the metadata tools answer what it would. */
    SYSTEM_CATALOG_CLOSED(Owner.CALLER),
    /** A function that is not known to be harmless. */
    FUNCTION_REFUSED(Owner.CALLER),
    /** A type that reveals or runs something, or that is not known. */
    TYPE_REFUSED(Owner.CALLER),
    /** No database of that name for this caller. */
    DATABASE_UNKNOWN(Owner.CALLER),
    /** The database understood the statement and answered with an error. */
    DATABASE_ERROR(Owner.CALLER),
    /** The statement ran longer than the limit and was stopped. */
    TIMEOUT(Owner.CALLER),
    /** The result is larger than memory was set aside for. */
    RESULT_TOO_LARGE(Owner.CALLER),
    /** The caller called the ask off, or went away. */
    CANCELLED(Owner.CALLER),
    /** The caller has asked so much that it has to wait; how long is said. */
    QUOTA_EXCEEDED(Owner.CALLER),
    /** Too much is running; try again. */
    BUSY(Owner.OPERATOR),
    /** The database cannot be reached. */
    DATABASE_UNAVAILABLE(Owner.OPERATOR),
    /** The database is set up in a way that cannot be served safely. */
    DATABASE_UNSUITABLE(Owner.OPERATOR),
    /** The audit record could not be written, so the answer was withheld. */
    AUDIT_UNAVAILABLE(Owner.OPERATOR),
    /** The rewritten statement could not be proven equal to the original; nothing ran. */
    PROOF_FAILED(Owner.GATEHOUSE),
    /** A fault in Gatehouse. */
    INTERNAL_ERROR(Owner.GATEHOUSE);

    /** Who can do something about it. */
    public enum Owner {
        /** The caller, by asking differently. */
        CALLER,
        /** Whoever runs Gatehouse or the database. */
        OPERATOR,
        /** Whoever writes Gatehouse. */
        GATEHOUSE
    }

    private final Owner owner;

    Code(Owner owner) {
        this.owner = owner;
    }

    /** Who can do something about it. */
    public Owner owner() {
        return owner;
    }
}
