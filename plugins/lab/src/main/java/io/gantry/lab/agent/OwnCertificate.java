package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// A key that lives as long as the agent, and the certificate that the agent makes for it. The host gets to know the certificate with the first heartbeat.
final class OwnCertificate {
    private static final byte[] ECDSA_WITH_SHA256 = algorithm("2a8648ce3d040302");
    private static final byte[] COMMON_NAME = Der.of(Der.NAME, HexFormat.of().parseHex("550403"));
    private static final byte[] OTHER_NAMES = Der.of(Der.NAME, HexFormat.of().parseHex("551d11"));
    private static final int ADDRESS = 0x87;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int SERIAL_BITS = 64;

    private final KeyPair keys;
    private final byte[] encoded;

    private OwnCertificate(KeyPair keys, byte[] encoded) {
        this.keys = keys;
        this.encoded = encoded;
    }

    /// @param address at which the agent listens
    static OwnCertificate of(InetAddress address, String name) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            var inside = inside(keys, address, name);
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(inside);
            return new OwnCertificate(keys,
                    Der.of(Der.SEQUENCE, inside, ECDSA_WITH_SHA256, Der.bits(signature.sign())));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Java must bring elliptic curves", impossible);
        }
    }

    private static byte[] algorithm(String number) {
        return Der.of(Der.SEQUENCE, Der.of(Der.NAME, HexFormat.of().parseHex(number)));
    }

    private static byte[] inside(KeyPair keys, InetAddress address, String name) {
        var now = Instant.now();
        var person = Der.of(Der.SEQUENCE, Der.of(Der.SET, Der.of(Der.SEQUENCE, COMMON_NAME, Der.text(name))));
        var names = Der.of(Der.SEQUENCE, OTHER_NAMES,
                Der.of(Der.OCTETS, Der.of(Der.SEQUENCE, Der.of(ADDRESS, address.getAddress()))));
        return Der.of(Der.SEQUENCE, Der.of(VERSION, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom())), ECDSA_WITH_SHA256, person,
                // The clocks of machines that have just started are often wrong.
                Der.of(Der.SEQUENCE, Der.time(now.minus(1, ChronoUnit.HOURS)),
                        Der.time(now.plus(90, ChronoUnit.DAYS))),
                person, keys.getPublic().getEncoded(), Der.of(EXTENSIONS, Der.of(Der.SEQUENCE, names)));
    }

    String pem() {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded)
                + "\n-----END CERTIFICATE-----\n";
    }

    /// For a server that shows it.
    SSLContext context() {
        try {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(encoded));
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{new OneKey(keys.getPrivate(), certificate)}, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Java must bring TLS", impossible);
        }
    }

    /// Not a key store in memory, which takes longer to encrypt a key than an agent to start.
    private static final class OneKey extends X509ExtendedKeyManager {
        private static final String ALIAS = "own";

        private final PrivateKey key;
        private final X509Certificate certificate;

        OneKey(PrivateKey key, X509Certificate certificate) {
            this.key = key;
            this.certificate = certificate;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers,
                @Nullable SSLEngine engine) {
            return type.equals("EC") ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers,
                @Nullable Socket socket) {
            return type.equals("EC") ? ALIAS : null;
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[]{ALIAS};
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers,
                @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[]{certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
