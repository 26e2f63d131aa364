package io.gantry.secret;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.identity.Scope;
import jakarta.inject.Singleton;
import java.util.UUID;

/// Who may do what with a secret or a container, beyond what the policy table says: the rules of the key-manager API with its new defaults.
///
/// Who is neither in the project nor on the list is told that there is no such thing, so that ids reveal nothing.
@Singleton
final class Access {
    private final AclRecords acls;

    Access(AclRecords acls) {
        this.acls = acls;
    }

    /// Refuses all but the project's admins, its creator, its members unless it is private, and those on its list.
    void read(Caller caller, Owner owner, UUID id, Problem unknown) {
        if (!uses(caller, owner) && !acls.reads(id, caller.user())) {
            throw refusal(caller, owner, unknown);
        }
    }

    /// Refuses all but the project's admins, its creator, and its members unless it is private.
    void change(Caller caller, Owner owner, UUID id, Problem unknown) {
        if (!uses(caller, owner)) {
            throw acls.reads(id, caller.user()) ? forbidden() : refusal(caller, owner, unknown);
        }
    }

    private static boolean uses(Caller caller, Owner owner) {
        var member = owner.projectAccess() || owner.creator().equals(caller.user());
        return within(caller, owner) && (caller.has("admin") || (caller.has("member") && member));
    }

    private static boolean within(Caller caller, Owner owner) {
        return caller.scope() instanceof Scope.Project project && project.id().equals(owner.project());
    }

    private static Problem refusal(Caller caller, Owner owner, Problem unknown) {
        return within(caller, owner) ? forbidden() : unknown;
    }

    private static Problem forbidden() {
        return new Problem(Problem.Kind.FORBIDDEN,
                "It is private or the role is not enough: its creator, an admin of its project or, for reading, who is on its"
                        + " access list may do that.");
    }
}
