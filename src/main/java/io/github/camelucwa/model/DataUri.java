package io.github.camelucwa.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@code data:} URI, the way UCWA carries messages, custom content and media offers in links (protocol §9.5).
 * <p>
 * Data is form encoded (percent signs, {@code +} for a blank) or base64, the latter tolerated with blanks, percent
 * signs, the URL alphabet and missing padding.
 */
public final class DataUri {

    private static final String DEFAULT_TYPE = "text/plain";

    private final String contentType;
    private final String charset;
    private final byte[] bytes;

    private DataUri(String contentType, String charset, byte[] bytes) {
        this.contentType = contentType;
        this.charset = charset;
        this.bytes = bytes;
    }

    /**
     * Reads a data URI.
     *
     * @param uri may be null
     * @return empty when it is no data URI or its base64 is broken
     */
    public static Optional<DataUri> parse(String uri) {
        String rest = afterScheme(uri);
        int comma = rest == null ? -1 : rest.indexOf(',');
        if (comma < 0) {
            return Optional.empty();
        }
        String type = DEFAULT_TYPE;
        String charset = null;
        boolean base64 = false;
        for (String part : rest.substring(0, comma).split(";")) {
            String token = part.strip();
            String lower = token.toLowerCase(Locale.ROOT);
            if (lower.equals("base64")) {
                base64 = true;
            } else if (lower.startsWith("charset=")) {
                charset = unquoted(token.substring("charset=".length()));
            } else if (lower.contains("/") && !lower.contains("=")) {
                type = lower;
            }
        }
        String data = rest.substring(comma + 1);
        byte[] bytes = base64 ? base64(data) : unescape(data, true, charsetOf(charset));
        return bytes == null ? Optional.empty() : Optional.of(new DataUri(type, charset, bytes));
    }

    /** Media type in lower case without parameters; {@code text/plain} when the URI names none. */
    public String contentType() {
        return contentType;
    }

    /** Name of the character set as written, or null. */
    public String charset() {
        return charset;
    }

    /** A copy of the decoded data. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** True for any {@code text/...}. */
    public boolean isText() {
        return contentType.startsWith("text/");
    }

    /**
     * The data as text in its character set; UTF-8 when the URI names none, an unknown one or a wrong one. Bytes that are no
     * text in either become U+FFFD, since a damaged message is still better than none.
     */
    public String text() {
        Charset named = charsetOf(charset);
        return decode(named).or(() -> decode(StandardCharsets.UTF_8)).orElseGet(() -> new String(bytes, named));
    }

    private Optional<String> decode(Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notThisCharset) {
            return Optional.empty();
        }
    }

    // pages that were printed and copied have blanks around the colon
    private static String afterScheme(String uri) {
        if (uri == null) {
            return null;
        }
        int colon = uri.indexOf(':');
        boolean data = colon >= 0 && uri.substring(0, colon).strip().equalsIgnoreCase("data");
        return data ? uri.substring(colon + 1) : null;
    }

    private static String unquoted(String value) {
        return value.replace("\"", "").strip();
    }

    private static Charset charsetOf(String name) {
        try {
            Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
            return charset.canEncode() ? charset : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static byte[] base64(String data) {
        String plain = new String(unescape(data, false, StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .replaceAll("\\s", "")
                .replace('-', '+')
                .replace('_', '/')
                .replaceAll("=+$", "");
        try {
            return Base64.getDecoder().decode(plain);
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    private static byte[] unescape(String data, boolean plusIsBlank, Charset charset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length());
        for (int i = 0; i < data.length();) {
            char c = data.charAt(i);
            int escaped = c == '%' && i + 2 < data.length() ? hex(data.charAt(i + 1), data.charAt(i + 2)) : -1;
            if (escaped >= 0) {
                out.write(escaped);
                i += 3;
            } else if (c < 0x80) {
                out.write(plusIsBlank && c == '+' ? ' ' : c);
                i++;
            } else {
                int length = Character.charCount(data.codePointAt(i));
                out.writeBytes(data.substring(i, i + length).getBytes(charset));
                i += length;
            }
        }
        return out.toByteArray();
    }

    private static int hex(char high, char low) {
        int h = high < 0x80 ? Character.digit(high, 16) : -1;
        int l = low < 0x80 ? Character.digit(low, 16) : -1;
        return h < 0 || l < 0 ? -1 : h * 16 + l;
    }

    /** Type and size only: the data is message text. */
    @Override
    public String toString() {
        return "DataUri[" + contentType + " " + bytes.length + " bytes]";
    }
}
