package io.github.camelucwa.wire;

import java.util.Locale;
import java.util.Optional;

/** The two formats of UCWA (protocol §9.1). */
public enum WireFormat {

    /** JSON, the default; asked for by the general media type, as every documented request does. */
    JSON("json", "application/json"),

    /** XML; the event channel needs UCWA's own media type for it (protocol §6.2), the general one is the second choice. */
    XML("xml", "application/vnd.microsoft.com.ucwa+xml, application/xml;q=0.9");

    private final String suffix;
    private final String accept;

    WireFormat(String suffix, String accept) {
        this.suffix = suffix;
        this.accept = accept;
    }

    /** Value of the {@code Accept} header. */
    public String accept() {
        return accept;
    }

    /** Value of the {@code Content-Type} header of inputs. */
    public String contentType() {
        return "application/" + suffix + "; charset=utf-8";
    }

    /**
     * The format that a content type names; parameters and vendor prefixes do not matter.
     *
     * @param contentType may be null
     * @return empty for anything else, also for HTML of any kind
     */
    public static Optional<WireFormat> of(String contentType) {
        if (contentType == null) {
            return Optional.empty();
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.endsWith("/json") || type.endsWith("+json")) {
            return Optional.of(JSON);
        }
        boolean xml = type.endsWith("/xml") || type.endsWith("+xml");
        return xml && !type.contains("xhtml") ? Optional.of(XML) : Optional.empty();
    }

    /** A guess from the body, for answers without content type: XML starts with an angle bracket. */
    public static WireFormat sniff(byte[] body) {
        for (byte b : body) {
            boolean markOrBlank = b <= ' ' || b == (byte) 0xBB || b == (byte) 0xBF;
            if (!markOrBlank) {
                return b == '<' ? XML : JSON;
            }
        }
        return JSON;
    }
}
