package io.gantry.pkcs11;

import org.jspecify.annotations.Nullable;

/// Which key of a project.
///
/// @param id random, for hosts that share a token may make a key of the same name at the same time
record ProjectKey(String project, int generation, long id) {
    static String label(String project, int generation) {
        return "gantry/" + project + "/" + generation;
    }

    /// By hand, like the hash: what Java makes for a record stays in a cache of the JDK, and with it the class loader of an unloaded plugin.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProjectKey key && project.equals(key.project) && generation == key.generation
                && id == key.id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public String toString() {
        return label(project, generation) + " (" + Long.toHexString(id) + ")";
    }
}
