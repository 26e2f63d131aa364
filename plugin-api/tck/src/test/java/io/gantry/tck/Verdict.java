package io.gantry.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs a vendor's test as his build would.
final class Verdict {
    private Verdict() {}

    /// The names of the tests that failed.
    static Set<String> failures(Class<?> test) {
        var failed = new TreeSet<String>();
        var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(test)).build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier one, TestExecutionResult result) {
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                    failed.add(one.getDisplayName().replace("()", ""));
                }
            }
        });
        return failed;
    }
}
