package io.gantry.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.DriverContext;
import io.gantry.api.Fit;
import io.gantry.api.guest.GuestSpec;
import io.gantry.lab.hypervisor.LabHypervisor;
import io.gantry.tck.TransferContract;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelTest extends TransferContract<Parallel, LabHypervisor> {
    @Override
    protected Class<Parallel> driver() {
        return Parallel.class;
    }

    @Override
    protected Parallel open(DriverContext context) {
        return new Parallel(new Parallel.Options(4, Duration.ofSeconds(10)), context);
    }

    @Override
    protected LabHypervisor host(DriverContext context) {
        return LabHosts.host(context);
    }

    @Override
    protected GuestSpec guest() {
        return new GuestSpec("g", 8 << 20, Map.of("dirty-region", "2", "rate", "20000"));
    }

    @ParameterizedTest
    @CsvSource({"0,true", "1,false", "2,true", "16,true", "17,false"})
    void takesFromTwoToSixteenConnections(int connections, boolean fits) throws Exception {
        assertEquals(fits, open().fit(LabHosts.plan(connections)) instanceof Fit.Yes);
    }
}
