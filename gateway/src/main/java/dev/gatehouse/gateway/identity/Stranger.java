package dev.gatehouse.gateway.identity;

import dev.gatehouse.core.ask.Caller;
import dev.gatehouse.core.ask.Confines;
import java.util.List;
import java.util.Map;

/** Somebody who was turned away before it was known who that is. There is nothing it may do. */
public final class Stranger {

    /** As the audit trail names all of them; no way to prove who one is gives such a name. */
    public static final Caller CALLER =
            new Caller("(unidentified)", List.of(), Map.of(), Confines.ALL);

    private Stranger() {}
}
