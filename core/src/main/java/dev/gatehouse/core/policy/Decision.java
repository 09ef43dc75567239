package dev.gatehouse.core.policy;

import dev.gatehouse.core.refusal.Refusal;
import dev.gatehouse.core.sql.Obligations;
import java.util.List;

/** Whether a caller may run what was analysed, and on what terms: data, with its reasons. */
public sealed interface Decision {

    /** The rules that led here, in words for the audit trail and the simulator. */
    List<String> reasons();

    /** It may run, once the guard has met the obligations. */
    record Permit(Obligations obligations, List<String> reasons) implements Decision {

        public Permit {
            reasons = List.copyOf(reasons);
        }
    }

    /** It may not run. A rule that cannot be evaluated denies, too. */
    record Deny(Refusal refusal, List<String> reasons) implements Decision {

        public Deny {
            reasons = List.copyOf(reasons);
        }
    }
}
