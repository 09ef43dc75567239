package dev.gatehouse.core.policy;

import dev.gatehouse.core.ask.Limits;
import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.sql.Obligations;
import java.util.List;

/** Whether a caller may run what was analysed, and on what terms: data, with its reasons. */
public sealed interface Decision {

    /** The rules that led here, for the audit trail and the simulator. */
    List<Reason> reasons();

    /**
     * It may run, once the guard has met the obligations.
     *
     * @param caps the most that it may cost under the policy
     */
    record Permit(Obligations obligations, Limits caps, List<Reason> reasons) implements Decision {

        public Permit {
            reasons = List.copyOf(reasons);
        }
    }

    /** It may not run. A rule that cannot be evaluated denies, too. */
    record Deny(Refusal refusal, List<Reason> reasons) implements Decision {

        public Deny {
            reasons = List.copyOf(reasons);
        }
    }
}
