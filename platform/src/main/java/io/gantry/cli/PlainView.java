package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/// A line for what happens, and a bar for how far the present step is.
final class PlainView implements JobView {
    private final Bar bar;

    PlainView(Bar bar) {
        this.bar = bar;
    }

    @Override
    public void event(JsonNode event) {
        EventText.of(event).ifPresent(bar::say);
    }

    @Override
    public void progress(JsonNode standing) {
        bar.at(standing.path("what").asText(""), standing.path("done").asLong(), standing.path("total").asLong());
    }

    @Override
    public void tick() {
        // The bar stands where it stood.
    }

    @Override
    public void ended(JsonNode job) {
        bar.say(end(job));
    }

    /// How a job ended, in one line.
    static String end(JsonNode job) {
        var reason = job.path("reason").asText("");
        return "job " + job.path("kind").asText() + " of " + job.path("subject").asText() + ": "
                + job.path("state").asText().toUpperCase(Locale.ROOT)
                + (JobWatch.succeeded(job) || reason.isEmpty() || reason.equals("null") ? "" : ", " + reason);
    }
}
