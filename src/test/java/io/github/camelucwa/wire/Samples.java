package io.github.camelucwa.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A participantInvitation with everything it can have, in both formats; the state is Connected in JSON, Connecting in XML. */
final class Samples {

    static final byte[] JSON = load("participantInvitation.json");
    static final byte[] XML = load("participantInvitation.xml");

    private Samples() {
    }

    private static byte[] load(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
