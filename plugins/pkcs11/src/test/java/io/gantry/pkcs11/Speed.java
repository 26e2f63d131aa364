package io.gantry.pkcs11;

import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;

/// Seals and opens with SoftHSM for as many seconds as the argument says (5), and prints how many pairs a second. Run as a program.
final class Speed {
    private Speed() {}

    public static void main(String[] arguments) throws Exception {
        var seconds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        try (var store = new Pkcs11KeyStore(SoftHsm.token("speed"))) {
            for (var length : new int[]{32, 4096, 1 << 20}) {
                var secret = new Secret(new byte[length]);
                for (var round = 1; round <= 2; round++) {
                    System.out.printf("%7d bytes: %,.0f put+get/s%n", length, rate(store, secret, seconds));
                }
            }
        }
    }

    private static double rate(Pkcs11KeyStore store, Secret secret, int seconds) throws InterruptedException {
        var begin = System.nanoTime();
        var pairs = 0L;
        while (System.nanoTime() - begin < seconds * 1_000_000_000L) {
            var id = new SecretId("project-" + pairs % 10, "secret-" + pairs);
            store.get(id, store.put(id, secret)).orElseThrow().close();
            pairs++;
        }
        return pairs * 1e9 / (System.nanoTime() - begin);
    }
}
