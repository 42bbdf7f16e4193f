package io.github.camelucwa;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.wire.MalformedBodyException;
import io.github.camelucwa.wire.Wire;
import io.github.camelucwa.wire.WireFormat;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.ExchangeHelper;

/**
 * Conversions of {@link Invitation} to and from its JSON (String, InputStream) and its Map, in both directions without loss.
 * Text that is UCWA's XML is read, too.
 */
@Converter(generateLoader = true)
public final class UcwaConverters {

    private UcwaConverters() {
    }

    /** The invitation as JSON. */
    @Converter
    public static String toString(Invitation invitation) {
        return new String(json(invitation), StandardCharsets.UTF_8);
    }

    /** The invitation as JSON in UTF-8. */
    @Converter
    public static InputStream toInputStream(Invitation invitation) {
        return new ByteArrayInputStream(json(invitation));
    }

    /** The invitation as JSON in UTF-8. */
    @Converter
    public static byte[] toBytes(Invitation invitation) {
        return json(invitation);
    }

    /** The invitation as an unmodifiable Map in the shape of its JSON. */
    @Converter
    public static Map<String, Object> toMap(Invitation invitation) {
        return invitation.toMap();
    }

    /** The invitation a Map in the shape of UCWA's JSON tells of. */
    @Converter
    @SuppressWarnings("unchecked") // names of other types are taken as their text
    public static Invitation toInvitation(Map<?, ?> map) {
        return Invitation.fromMap((Map<String, Object>) map);
    }

    /**
     * The invitation that JSON or XML text tells of.
     *
     * @throws TypeConversionException when it is neither
     */
    @Converter
    public static Invitation toInvitation(String text) {
        return read(text, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The invitation that JSON or XML bytes tell of, as {@code bodyType=raw} gives them.
     *
     * @throws TypeConversionException when they are neither
     */
    @Converter
    public static Invitation toInvitation(byte[] bytes) {
        return read(bytes, bytes);
    }

    /**
     * The invitation that a stream tells of, in the exchange's charset, UTF-8 without one.
     *
     * @throws TypeConversionException when it is neither JSON nor XML
     */
    @Converter
    public static Invitation toInvitation(InputStream stream, Exchange exchange) throws IOException {
        byte[] bytes = stream.readAllBytes();
        String charset = exchange == null ? null : ExchangeHelper.getCharsetName(exchange, false);
        return read(stream, charset == null ? bytes : new String(bytes, charset).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] json(Invitation invitation) {
        return Wire.of(WireFormat.JSON).writeResource(invitation.getResource());
    }

    private static Invitation read(Object source, byte[] bytes) {
        try {
            return Invitation.of(Wire.of(WireFormat.sniff(bytes)).readResource(bytes));
        } catch (MalformedBodyException e) {
            // without the value itself, which may hold message text
            throw new TypeConversionException(source.getClass().getSimpleName() + " of " + bytes.length + " bytes",
                    Invitation.class, e);
        }
    }
}
