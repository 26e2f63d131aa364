package io.gantry.pkcs11;

import io.gantry.api.DriverContext;
import io.gantry.tck.KeyStoreContract;
import io.gantry.tck.SealingContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "io.gantry.pkcs11.SoftHsm#isInstalled", disabledReason = SoftHsm.MISSING)
class Pkcs11KeyStoreTest extends KeyStoreContract<Pkcs11KeyStore> {
    @Override
    protected Class<Pkcs11KeyStore> driver() {
        return Pkcs11KeyStore.class;
    }

    @Override
    protected Pkcs11KeyStore open(DriverContext context) throws Exception {
        return new Pkcs11KeyStore(SoftHsm.token("contract"));
    }

    @Nested
    class Seals extends SealingContract<Pkcs11KeyStore> {
        @Override
        protected Pkcs11KeyStore open(DriverContext context) throws Exception {
            return new Pkcs11KeyStore(SoftHsm.token("contract"));
        }

        @Override
        protected Pkcs11KeyStore openWithNewerKeys(DriverContext context) throws Exception {
            return new Pkcs11KeyStore(SoftHsm.token("contract", SoftHsm.PIN, 2));
        }
    }
}
