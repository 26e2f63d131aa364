package io.gantry.pkcs11;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// Where the library has tokens.
final class Slots {
    private static final int INFO = 208;
    private static final int LABEL = 32;
    private static final long MOST = 1024;

    private final Library library;

    Slots(Library library) {
        this.library = library;
    }

    /// The one slot that the operator meant.
    long find(Pkcs11Options options) throws CodeException {
        var seen = new ArrayList<String>();
        for (var slot : all()) {
            var label = label(slot);
            seen.add("'%s' in slot %d".formatted(label, slot));
            if (options.token().map(label::equals).orElse(true)
                    && options.slot().map(slot::equals).orElse(true)) {
                return slot;
            }
        }
        throw new DriverException(Kind.UNREACHABLE,
                "%s has no token%s%s, but %s; correct the options token and slot, or plug the token in."
                        .formatted(options.library(),
                                options.token().map(name -> " labelled '" + name + "'").orElse(""),
                                options.slot().map(number -> " in slot " + number).orElse(""),
                                seen.isEmpty() ? "none at all" : String.join(", ", seen)));
    }

    private List<Long> all() throws CodeException {
        try (var arena = Arena.ofConfined()) {
            var slots = arena.allocate(JAVA_LONG, MOST);
            var count = arena.allocate(JAVA_LONG);
            // Libraries look for new tokens when they are asked how many there are.
            library.call(Call.GET_SLOT_LIST, 1, 0, count.address());
            count.set(JAVA_LONG, 0, MOST);
            library.call(Call.GET_SLOT_LIST, 1, slots.address(), count.address());
            var all = new ArrayList<Long>();
            for (var i = 0L; i < count.get(JAVA_LONG, 0); i++) {
                all.add(slots.getAtIndex(JAVA_LONG, i));
            }
            return all;
        }
    }

    private String label(long slot) throws CodeException {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(INFO, Long.BYTES);
            library.call(Call.GET_TOKEN_INFO, slot, info.address());
            var label = new byte[LABEL];
            info.asByteBuffer().get(label);
            return new String(label, UTF_8).strip();
        }
    }
}
