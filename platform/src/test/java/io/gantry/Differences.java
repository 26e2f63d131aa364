package io.gantry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Where two services answered the same calls differently: `STEP/status`, `STEP/headers/NAME`, `STEP/body/NAME/...`.
public final class Differences {
    private final Map<String, String> all = new LinkedHashMap<>();

    private Differences() {}

    /// @param theirs one object for each call, which names it in `step`
    /// @return what was said there and here, by place
    public static Map<String, String> between(List<JsonNode> theirs, List<JsonNode> ours) {
        assertEquals(theirs.size(), ours.size(), "calls that were made");
        var found = new Differences();
        for (var at = 0; at < theirs.size(); at++) {
            var there = theirs.get(at);
            var here = ours.get(at);
            assertEquals(there.path("step"), here.path("step"));
            if (there.path("status").equals(here.path("status"))) {
                found.differ(there.path("step").asText(), there, here);
            } else {
                // what they say besides cannot be compared
                found.differ(there.path("step").asText() + "/status", there.path("status"), here.path("status"));
            }
        }
        return found.all;
    }

    private void differ(String place, JsonNode theirs, JsonNode ours) {
        if (theirs.isObject() && ours.isObject()) {
            var names = new TreeSet<String>();
            theirs.fieldNames().forEachRemaining(names::add);
            ours.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> differ(place + "/" + name, theirs.path(name), ours.path(name)));
        } else if (theirs.isArray() && ours.isArray() && theirs.size() + ours.size() > 1) {
            differ(place, theirs.path(0), ours.path(0));
        } else if (!theirs.equals(ours)) {
            all.put(place, said(theirs) + " there, " + said(ours) + " here");
        }
    }

    private static String said(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
