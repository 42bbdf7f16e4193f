package io.github.camelucwa.wire;

import java.nio.charset.StandardCharsets;

/** Bodies for tests, written with single quotes for double ones. */
final class Bytes {

    private Bytes() {
    }

    static byte[] of(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
