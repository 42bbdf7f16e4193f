package io.github.camelucwa.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate, made by the JDK's keytool in a directory of its own, since the JDK has no public API for it. */
final class Certificate {

    static final String STORE_PASSWORD = "simulator";

    private static final String ALIAS = "simulator";

    private final Path directory;
    private final Path trustStore;
    private final SSLContext sslContext;

    private Certificate(Path directory, Path trustStore, SSLContext sslContext) {
        this.directory = directory;
        this.trustStore = trustStore;
        this.sslContext = sslContext;
    }

    /** @param hosts names besides localhost and 127.0.0.1 */
    static Certificate make(List<String> hosts) {
        try {
            Path directory = Files.createTempDirectory("ucwa-simulator");
            Path keyStore = directory.resolve("server.p12");
            keytool(keyStore, hosts);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keyStore)) {
                keys.load(in, STORE_PASSWORD.toCharArray());
            }
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
            Path trustStore = directory.resolve("trust.p12");
            try (OutputStream out = Files.newOutputStream(trustStore)) {
                trusted.store(out, STORE_PASSWORD.toCharArray());
            }
            return new Certificate(directory, trustStore, context(keys, trusted));
        } catch (IOException e) {
            throw new UncheckedIOException("The simulator cannot make its certificate", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The simulator cannot use its certificate", e);
        }
    }

    SSLContext sslContext() {
        return sslContext;
    }

    Path trustStore() {
        return trustStore;
    }

    void delete() {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            directory.toFile().deleteOnExit();
        }
    }

    private static SSLContext context(KeyStore keys, KeyStore trusted) throws GeneralSecurityException {
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, STORE_PASSWORD.toCharArray());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    private static void keytool(Path keyStore, List<String> hosts) throws IOException {
        Set<String> names = new LinkedHashSet<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:127.0.0.2"));
        hosts.forEach(host -> names.add((host.matches("[\\d.]+") ? "ip:" : "dns:") + host));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30", "-dname", "CN=localhost",
                "-ext", "san=" + String.join(",", names), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD, "-keystore", keyStore.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making the certificate", e);
        }
    }
}
