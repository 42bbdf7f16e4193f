package io.github.camelucwa.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The server's side of an NTLM handshake, which authenticates a connection rather than a request. The user name of the last message
 * is checked, its proof of the password is not: that would be a cipher suite, and a test tells refusal by
 * {@link SignInSwitches#ntlmRefused(boolean)}.
 */
final class Ntlm {

    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final int UNICODE = 0x1;

    private final World world;
    private final SignInSwitches switches;
    private final Map<String, Boolean> challenged = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > 1000;
        }
    });

    Ntlm(World world, SignInSwitches switches) {
        this.world = world;
        this.switches = switches;
    }

    /**
     * Who is at the other end of the connection.
     *
     * @throws Refusal 401 with the next step of the handshake, or without one when it failed
     */
    SimulatedAccount authenticate(Request request) {
        String authorization = request.header("authorization");
        if (authorization == null) {
            throw refused("WWW-Authenticate", "Negotiate", "NTLM");
        }
        int blank = authorization.indexOf(' ');
        String scheme = blank < 0 ? authorization : authorization.substring(0, blank);
        ByteBuffer message = message(blank < 0 ? "" : authorization.substring(blank + 1));
        if (message == null || message.capacity() < 12) {
            throw refused("WWW-Authenticate", "Negotiate", "NTLM");
        }
        int type = message.getInt(8);
        if (type == 1) {
            challenged.put(request.connection(), true);
            throw refused("WWW-Authenticate", scheme + " " + Base64.getEncoder().encodeToString(challenge()));
        }
        // the proof must come over the connection that was challenged
        boolean expected = challenged.remove(request.connection()) != null;
        if (type == 3 && expected && message.capacity() >= 64 && !switches.ntlmRefused()) {
            String user = text(message, 36);
            for (SimulatedAccount account : world.accounts()) {
                if (account.isNamed(user)) {
                    return account;
                }
            }
        }
        throw refused("WWW-Authenticate", "Negotiate", "NTLM");
    }

    private static Refusal refused(String field, String... values) {
        Answer answer = Answer.html(401, "401 - Unauthorized: Access is denied due to invalid credentials.");
        for (String value : values) {
            answer = answer.with(field, value);
        }
        return new Refusal(answer);
    }

    private static ByteBuffer message(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.trim());
            ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < SIGNATURE.length; i++) {
                if (i >= bytes.length || bytes[i] != SIGNATURE[i]) {
                    return null;
                }
            }
            return message;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Type 2: signature, type, target name, flags, challenge, context, target information. */
    private static byte[] challenge() {
        byte[] target = "FABRIKAM".getBytes(StandardCharsets.UTF_16LE);
        // AV pair 2 (domain name), then the terminator
        ByteBuffer information = ByteBuffer.allocate(4 + target.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        information.putShort((short) 2).putShort((short) target.length).put(target).putInt(0);
        ByteBuffer message = ByteBuffer.allocate(48 + target.length + information.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        message.put(SIGNATURE).putInt(2);
        message.putShort((short) target.length).putShort((short) target.length).putInt(48);
        // unicode, request target, NTLM, always sign, target type domain, extended session security, target information, 128, 56
        message.putInt(0x00000001 | 0x00000004 | 0x00000200 | 0x00008000 | 0x00010000 | 0x00080000 | 0x00800000 | 0x20000000 | 0x80000000);
        message.put(new byte[] {1, 35, 69, 103, -119, -85, -51, -17}).putLong(0);
        message.putShort((short) information.capacity()).putShort((short) information.capacity()).putInt(48 + target.length);
        message.put(target).put(information.array());
        return message.array();
    }

    /** The text that a length and an offset at this position point to. */
    private static String text(ByteBuffer message, int position) {
        int length = message.getShort(position) & 0xffff;
        int offset = message.getInt(position + 4);
        if (offset < 0 || offset + length > message.capacity()) {
            return "";
        }
        boolean unicode = (message.getInt(60) & UNICODE) != 0;
        return new String(message.array(), offset, length, unicode ? StandardCharsets.UTF_16LE : StandardCharsets.US_ASCII);
    }
}
