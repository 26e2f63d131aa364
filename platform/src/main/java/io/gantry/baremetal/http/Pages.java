package io.gantry.baremetal.http;

import io.gantry.base.Problem;

/// How much one answer lists.
final class Pages {
    private Pages() {}

    static int checked(int limit) {
        if (limit < 1 || limit > 1000) {
            throw Problem.invalid("'limit' is 1 to 1000, not " + limit + ".");
        }
        return limit;
    }
}
