package io.gantry.tck;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import java.net.URI;
import java.util.Map;

/// The workbench of a node on which no ramdisk can be started: what writes through a lent disk needs no more.
public final class BareBench implements Workbench {
    @Override
    public Map<String, Object> command(String name, Map<String, ?> parameters, Progress progress) {
        throw none();
    }

    @Override
    public void install(URI medium, String answers, Progress progress) {
        throw none();
    }

    @Override
    public void startFrom(URI medium) {
        throw none();
    }

    private static DriverException none() {
        return new DriverException(Kind.UNSUPPORTED, "This node starts from nothing but its disk.");
    }
}
