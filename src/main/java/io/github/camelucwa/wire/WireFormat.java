package io.github.camelucwa.wire;

import java.util.Locale;
import java.util.Optional;

/** The two formats of UCWA (protocol §9.1). */
public enum WireFormat {

    /** JSON, the default. */
    JSON("json"),

    /** XML; the event channel needs UCWA's own media type for it (protocol §6.2). */
    XML("xml");

    private final String suffix;

    WireFormat(String suffix) {
        this.suffix = suffix;
    }

    /** Value of the {@code Accept} header: UCWA's own media type, the general one as second choice. */
    public String accept() {
        return "application/vnd.microsoft.com.ucwa+" + suffix + ", application/" + suffix + ";q=0.9";
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
