package io.gantry.lab;

import io.gantry.api.DriverContext;
import io.gantry.tck.KeyStoreContract;
import java.util.List;

class LabKeyStoreTest extends KeyStoreContract<LabKeyStore> {
    @Override
    protected Class<LabKeyStore> driver() {
        return LabKeyStore.class;
    }

    @Override
    protected LabKeyStore open(DriverContext context) throws InterruptedException {
        return new LabKeyStore(new LabKeyStore.Options(List.of()), context);
    }
}
