/// The `gantry` command. Its verbs talk HTTP to a running host; only `run` starts one. The classes here are quick to load: nothing of the
/// host is on the path of a verb.
@NullMarked
package io.gantry.cli;

import org.jspecify.annotations.NullMarked;
