package io.gantry.compute.server.http;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/// Objects all of whose members are texts.
final class Texts {
    private static final int LONGEST = 255;
    private static final int MOST = 128;

    private Texts() {}

    /// @throws Problem INVALID naming what is none
    static Map<String, String> of(JsonBody body) {
        var found = new LinkedHashMap<String, String>();
        for (var field : body.object().json().properties()) {
            var key = field.getKey();
            if (key.isEmpty() || key.length() > LONGEST || key.indexOf('\0') >= 0) {
                throw Problem.invalid("The names in %s have 1 to %d characters.".formatted(body.what(), LONGEST));
            }
            found.put(key, new JsonBody(field.getValue(), JsonBody.cut(key)).scalar());
        }
        if (found.size() > MOST) {
            throw Problem.invalid("%s has at most %d items.".formatted(body.what(), MOST));
        }
        return found;
    }
}
