package io.gantry.redfish;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Whom to believe.
final class Certificates {
    private Certificates() {}

    /// The certificates in a file, and nobody else.
    static SSLContext in(Path file) {
        try (var pem = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("it holds no certificate");
            }
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (var certificate : certificates) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return context(trust.getTrustManagers());
        } catch (IOException | GeneralSecurityException unusable) {
            throw new DriverException(Kind.INVALID,
                    "The certificates in %s, which %s names, cannot be used: %s. Give a file in PEM form."
                            .formatted(file, Address.VERIFY, unusable.getMessage()),
                    unusable);
        }
    }

    /// Whoever answers, under whatever name.
    static SSLContext anybody() {
        try {
            return context(new Credulous());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Java must bring TLS", impossible);
        }
    }

    private static SSLContext context(TrustManager... managers) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    /// Controllers come with certificates that nobody signed; `redfish_verify_ca: false` is what the operator says to that. The extended
    /// class, since Java itself compares names for others.
    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    }
}
