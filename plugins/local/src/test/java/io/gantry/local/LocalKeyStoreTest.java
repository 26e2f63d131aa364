package io.gantry.local;

import io.gantry.api.DriverContext;
import io.gantry.tck.KeyStoreContract;
import java.util.Optional;

class LocalKeyStoreTest extends KeyStoreContract<LocalKeyStore> {
    @Override
    protected Class<LocalKeyStore> driver() {
        return LocalKeyStore.class;
    }

    @Override
    protected LocalKeyStore open(DriverContext context) throws InterruptedException {
        return new LocalKeyStore(new LocalOptions(Optional.empty()), context);
    }
}
