package dev.gatehouse.app;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.RulePolicy;
import dev.gatehouse.core.policy.SchemaPolicy;
import dev.gatehouse.core.sql.RuleReader;
import dev.gatehouse.gateway.identity.LocalUser;
import dev.gatehouse.gateway.settings.AccessSettings;
import dev.gatehouse.gateway.settings.Problem;
import dev.gatehouse.gateway.settings.Where;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policies of the settings: made, held against the databases, and exchanged for others. */
final class Policies {

    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final Engines engines;
    private final RuleReader reader;
    private final boolean written;
    private final Runnable exchanged;
    private final PoliciesInForce inForce;

    /**
     * @param exchanged hears that others are in force
     */
    Policies(AccessSettings access, Engines engines, RuleReader reader, Runnable exchanged) {
        this.engines = engines;
        this.reader = reader;
        this.written = access.isWritten();
        this.exchanged = exchanged;
        this.inForce = new PoliciesInForce(policy(access), local(access));
    }

    /** One that does not come from the settings. */
    Policies(AccessSettings access, Engines engines, RuleReader reader, Policy policy) {
        this.engines = engines;
        this.reader = reader;
        this.written = true;
        this.exchanged = () -> {};
        this.inForce = new PoliciesInForce(policy, local(access));
    }

    PoliciesInForce inForce() {
        return inForce;
    }

    private Policy policy(AccessSettings access) {
        if (!access.isWritten()) {
            return new SchemaPolicy(engines.schemas());
        }
        RulePolicy rules =
                new RulePolicy(
                        engines.schemas(),
                        access.roles(),
                        access.policy(),
                        _ -> reader,
                        engines::of);
        return new CheckedPolicy(rules, access.problems(), engines.byName());
    }

    private static Caller local(AccessSettings access) {
        return new LocalUser(
                        System.getProperty("user.name", ""),
                        access.localRoles(),
                        access.localClaims())
                .caller();
    }

    /**
     * Holds them against the databases before anything is asked.
     *
     * @param err is told which databases could not be asked
     * @throws Failure when they do not fit
     */
    void check(PrintWriter err) throws Failure, InterruptedException {
        CheckedPolicy.Outcome outcome = check(false);
        outcome.unasked().forEach(name -> err.println(unasked(name)));
        if (!outcome.problems().isEmpty()) {
            throw new Failure(
                    Gatehouse.UNUSABLE,
                    "the settings cannot be used",
                    SettingsOption.lines(outcome.problems()));
        }
    }

    /** Holds those that are in force against the databases. */
    CheckedPolicy.Outcome check(boolean fresh) throws InterruptedException {
        return check(inForce.policy(), fresh);
    }

    private static CheckedPolicy.Outcome check(Policy policy, boolean fresh)
            throws InterruptedException {
        return policy instanceof CheckedPolicy checked
                ? checked.check(fresh, CheckedPolicy.PATIENCE)
                : new CheckedPolicy.Outcome(List.of(), List.of());
    }

    private static Problem unasked(String database) {
        return new Problem(
                Problem.Severity.WARNING,
                Where.NOWHERE,
                "the database `" + database + "` cannot be asked at present",
                "its policies are checked when it first can be");
    }

    /**
     * Puts others in force, unless they do not fit.
     *
     * @return what is the matter with them
     */
    List<Problem> exchange(AccessSettings access) throws InterruptedException {
        if (written && !access.isWritten()) {
            return List.of(
                    SettingsOption.error(
                            "there is no policy any more; without any, everything can be read, and"
                                    + " that takes a restart"));
        }
        Policy next = policy(access);
        CheckedPolicy.Outcome outcome = check(next, true);
        if (outcome.problems().isEmpty()) {
            outcome.unasked().forEach(name -> LOG.warn("{}", unasked(name)));
            inForce.exchange(next, local(access));
            exchanged.run();
        }
        return outcome.problems();
    }
}
