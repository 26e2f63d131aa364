package io.gantry.identity;

import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// One row of the policy: who may do one operation.
///
/// @param operation as the audit trail calls it: `secrets:post`
/// @param method of HTTP
/// @param path with its variables in braces
/// @param audited whether every call is written to the audit trail, though it only reads
/// @param who each of which suffices: `anonymous`, `any`, `self`, `ROLE`, `project:ROLE`, `system:ROLE`
public record Rule(String operation, String method, String path, boolean audited, Set<String> who) {
    private static final String PROJECT = "project:";
    private static final String SYSTEM = "system:";

    /// Whether nobody needs to say who he is.
    public boolean anonymous() {
        return who.contains("anonymous");
    }

    /// Whether the caller may; a role that is needed may be implied by one that he has.
    ///
    /// @param self whether the operation is about the caller himself
    public boolean allows(Caller caller, BooleanSupplier self) {
        return who.stream().anyMatch(one -> switch (one) {
            case "anonymous", "any" -> true;
            case "self" -> self.getAsBoolean();
            default -> allows(caller, one);
        });
    }

    private static boolean allows(Caller caller, String one) {
        if (one.startsWith(PROJECT)) {
            return caller.scope() instanceof Scope.Project && caller.has(one.substring(PROJECT.length()));
        }
        return one.startsWith(SYSTEM)
                ? caller.scope() == Scope.Wide.SYSTEM && caller.has(one.substring(SYSTEM.length()))
                : caller.has(one);
    }

    /// The role that an element names, if it names one.
    static Optional<String> role(String one) {
        return switch (one) {
            case "anonymous", "any", "self" -> Optional.empty();
            default -> Optional.of(one.replaceFirst("^(project|system):", ""));
        };
    }
}
