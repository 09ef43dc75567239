package dev.gatehouse.core.policy;

import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.sql.Obligations;
import java.util.List;
import java.util.OptionalInt;

/** Whether a caller may run what was analysed, and on what terms: data, with its reasons. */
public sealed interface Decision {

    /** The rules that led here, for the audit trail and the simulator. */
    List<Reason> reasons();

    /**
     * It may run, once the guard has met the obligations.
     *
     * @param rowCap the most rows of the answer; empty: what else limits it
     */
    record Permit(Obligations obligations, OptionalInt rowCap, List<Reason> reasons)
            implements Decision {

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
