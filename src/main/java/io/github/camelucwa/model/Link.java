package io.github.camelucwa.model;

import java.io.Serializable;

/**
 * A web link as the server wrote it (protocol §9.2).
 *
 * @param rel      what the link is about, e.g. {@code conversation}; null when the server did not say
 * @param href     target as written: mostly an absolute path, sometimes an absolute URL or a {@code data:} URI; not resolved
 * @param title    text for people, or null
 * @param revision highest version of the target the server offers (protocol §10.3), or null, which means 1
 */
public record Link(String rel, String href, String title, String revision) implements Serializable {

    /** A link that has only a target. */
    public static Link of(String rel, String href) {
        return new Link(rel, href, null, null);
    }

    // the href of a data link is message text
    @Override
    public String toString() {
        boolean data = href != null && href.stripLeading().regionMatches(true, 0, "data", 0, 4);
        return "Link[" + rel + " " + (data ? "data:..." : href) + "]";
    }
}
