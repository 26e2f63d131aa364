package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;

/// How a job is shown to whoever watches it.
interface JobView {
    /// Something happened in it.
    void event(JsonNode event);

    /// How far it is now, as the host's `progress` events say it.
    void progress(JsonNode standing);

    /// Nothing new, but time has passed.
    void tick();

    /// It has ended; nothing follows.
    void ended(JsonNode job);
}
