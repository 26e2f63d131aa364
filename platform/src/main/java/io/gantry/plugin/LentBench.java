package io.gantry.plugin;

import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import java.net.URI;
import java.util.Map;

/// A workbench as a driver gets it: what fails on it is the node's failure and not the driver's, and is remembered as such.
///
/// @param call of the driver that it is lent to
record LentBench(Call call, Workbench bench) implements Workbench {
    private interface Work<T> {
        T run() throws InterruptedException;
    }

    private <T> T watched(Work<T> work) throws InterruptedException {
        call.renew();
        try {
            return work.run();
        } catch (RuntimeException e) {
            call.failed(e);
            throw e;
        } finally {
            call.renew();
        }
    }

    @Override
    public Map<String, Object> command(String name, Map<String, ?> parameters, Progress progress)
            throws InterruptedException {
        return watched(() -> bench.command(name, parameters, progress));
    }

    @Override
    public void install(URI medium, String answers, Progress progress) throws InterruptedException {
        var _ = watched(() -> {
            bench.install(medium, answers, progress);
            return medium;
        });
    }

    @Override
    public void startFrom(URI medium) throws InterruptedException {
        var _ = watched(() -> {
            bench.startFrom(medium);
            return medium;
        });
    }
}
