package io.gantry.local;

import io.gantry.api.DriverContext;
import io.gantry.tck.KeyStoreContract;
import io.gantry.tck.SealingContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class LocalKeyStoreTest extends KeyStoreContract<LocalKeyStore> {
    @Override
    protected Class<LocalKeyStore> driver() {
        return LocalKeyStore.class;
    }

    @Override
    protected LocalKeyStore open(DriverContext context) throws InterruptedException {
        return new LocalKeyStore(new LocalOptions(Optional.empty(), Optional.empty()), context);
    }

    @Nested
    class Seals extends SealingContract<LocalKeyStore> {
        @Override
        protected LocalKeyStore open(DriverContext context) throws InterruptedException {
            return Stores.open(context.directory(), Stores.key(1));
        }

        @Override
        protected LocalKeyStore openWithNewerKeys(DriverContext context) throws InterruptedException {
            return Stores.open(context.directory(), Stores.key(2), Stores.key(1));
        }
    }

    /// With the key that is kept beside the project keys.
    @Nested
    class SealsByItself extends SealingContract<LocalKeyStore> {
        @Override
        protected LocalKeyStore open(DriverContext context) throws InterruptedException {
            return LocalKeyStoreTest.this.open(context);
        }

        @Override
        protected LocalKeyStore openWithNewerKeys(DriverContext context) throws Exception {
            Path kept = context.directory().resolve("master-key");
            return Stores.open(context.directory(), Stores.key(2), Stores.read(kept));
        }
    }
}
