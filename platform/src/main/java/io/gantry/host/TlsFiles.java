package io.gantry.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The two files that TLS needs, looked at before the server does.
///
/// @param certificate PEM: the host's certificate, then those that lead to one that clients know
/// @param key PEM: its private key
record TlsFiles(Path certificate, Path key) {
    private static final Pattern KEY = Pattern
            .compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA",
            "EdDSA", "EdDSA");

    /// What is wrong with the certificate.
    Optional<String> certificateMistake() {
        try {
            return chain().isEmpty() ? Optional.of(certificate + " holds no certificate in PEM") : Optional.empty();
        } catch (IOException e) {
            return Optional.of(certificate + " cannot be read; is it a file and may this user read it?");
        } catch (CertificateException e) {
            return Optional.of(certificate + " holds no certificate in PEM");
        }
    }

    /// What is wrong with the key, if the certificate is all right.
    Optional<String> keyMistake() {
        try {
            var read = privateKey();
            if (read.isEmpty()) {
                return Optional.of(key + " holds no private key in PEM (PKCS #8, without a password);"
                        + " convert another one with openssl pkcs8 -topk8 -nodes");
            }
            return fits(read.get(), chain().getFirst().getPublicKey())
                    ? Optional.empty()
                    : Optional.of(key + " is not the key of the certificate in " + certificate);
        } catch (IOException e) {
            return Optional.of(key + " cannot be read; is it a file and may this user read it?");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of(key + " holds no private key that can be used");
        }
    }

    /// What clients have to trust: the certificate itself, if nobody but its own key vouches for it.
    Optional<Path> authority() {
        try {
            var own = chain().getFirst();
            return own.getIssuerX500Principal().equals(own.getSubjectX500Principal())
                    ? Optional.of(certificate.toAbsolutePath())
                    : Optional.empty();
        } catch (IOException | CertificateException e) {
            return Optional.empty();
        }
    }

    private List<X509Certificate> chain() throws IOException, CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private Optional<PrivateKey> privateKey() throws IOException, GeneralSecurityException {
        var found = KEY.matcher(new String(Files.readAllBytes(key), StandardCharsets.US_ASCII));
        if (!found.find()) {
            return Optional.empty();
        }
        var algorithm = chain().getFirst().getPublicKey().getAlgorithm();
        return Optional.of(KeyFactory.getInstance(algorithm)
                .generatePrivate(
                        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)))));
    }

    private static boolean fits(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
        var text = "gantry".getBytes(StandardCharsets.US_ASCII);
        var name = SIGNATURES.getOrDefault(open.getAlgorithm(), open.getAlgorithm());
        var signing = Signature.getInstance(name);
        signing.initSign(secret);
        signing.update(text);
        var verifying = Signature.getInstance(name);
        verifying.initVerify(open);
        verifying.update(text);
        return verifying.verify(signing.sign());
    }
}
