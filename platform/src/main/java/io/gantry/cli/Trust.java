package io.gantry.cli;

import io.gantry.cli.Failure.Exit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whom to believe that it is the host: whoever has a certificate that those in a file vouch for.
final class Trust {
    private Trust() {}

    static SSLContext in(Path file) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
            for (var one : all) {
                store.setCertificateEntry("ca-" + store.size(), one);
            }
            if (store.size() == 0) {
                throw Failure.usage(file + " holds no certificate in PEM");
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), new SecureRandom());
            return context;
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, 0, file + " cannot be read: does it exist?", e);
        } catch (GeneralSecurityException e) {
            throw new Failure(Exit.USAGE, 0, file + " holds no certificate in PEM", e);
        }
    }
}
