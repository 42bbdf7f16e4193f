package io.github.camelucwa.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML body, by byte order mark, declaration or default. Done here because the JDK's parser prints
 * to the console when it meets bytes that do not fit.
 */
final class XmlEncoding {

    private static final int DECLARATION = 200;
    private static final Pattern ENCODING = Pattern.compile("^<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");

    private XmlEncoding() {
    }

    static String decode(byte[] body) throws MalformedBodyException {
        try {
            String text = charset(body).newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new MalformedBodyException("XML in a broken or unknown character encoding");
        }
    }

    private static Charset charset(byte[] body) {
        if (body.length > 1 && (body[0] == (byte) 0xFE && body[1] == (byte) 0xFF || body[0] == 0)) {
            return StandardCharsets.UTF_16BE;
        }
        if (body.length > 1 && (body[0] == (byte) 0xFF && body[1] == (byte) 0xFE || body[1] == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        Matcher declared = ENCODING.matcher(new String(body, 0, Math.min(body.length, DECLARATION), StandardCharsets.ISO_8859_1));
        return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
    }
}
