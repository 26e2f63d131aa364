/// Tests of the IPMI driver against OpenIPMI's simulator, and against programs that say what real controllers say.
@NullMarked
package io.gantry.ipmi;

import org.jspecify.annotations.NullMarked;
