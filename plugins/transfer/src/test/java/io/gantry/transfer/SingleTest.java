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

class SingleTest extends TransferContract<Single, LabHypervisor> {
    @Override
    protected Class<Single> driver() {
        return Single.class;
    }

    @Override
    protected Single open(DriverContext context) {
        return new Single(new Single.Options(Duration.ofSeconds(10)), context);
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
    @CsvSource({"0,true", "1,true", "2,false", "16,false"})
    void takesNoMoreThanOneConnection(int connections, boolean fits) throws Exception {
        assertEquals(fits, open().fit(LabHosts.plan(connections)) instanceof Fit.Yes);
    }
}
