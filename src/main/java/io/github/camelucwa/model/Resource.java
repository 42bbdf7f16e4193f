package io.github.camelucwa.model;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Any UCWA resource: properties, links and embedded resources (protocol §9.2), immutable, with everything unknown kept.
 * <p>
 * Holds the resource in the shape of UCWA's JSON, whichever format it came in; the getters are tolerant views of it:
 * one link or a list of links look the same, and what has an unexpected type is left out of the views but stays in
 * {@link #toMap()}.
 * <p>
 * Equality is by content: neither the order of members, nor one object against a list of one, nor a null or empty
 * member against a missing one make a difference.
 */
public final class Resource implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String REL = "rel";
    private static final String LINKS = "_links";
    private static final String EMBEDDED = "_embedded";

    private final Map<String, Object> content;

    private Resource(Map<String, Object> frozen) {
        this.content = frozen;
    }

    /**
     * A resource from its JSON shape: properties beside {@code _links} and {@code _embedded}.
     *
     * @param map is copied; values other than text, number, boolean, list and map are taken as their text
     */
    public static Resource fromMap(Map<String, ?> map) {
        return new Resource(Frozen.map(map));
    }

    /**
     * As {@link #fromMap(Map)}, for a resource whose place tells its rel.
     *
     * @param rel used when the map has no property {@code rel}
     */
    public static Resource fromMap(String rel, Map<String, ?> map) {
        return within(rel, Frozen.map(map));
    }

    /** Builds a resource in memory; {@code rel} may be null. */
    public static Builder builder(String rel) {
        return new Builder(rel);
    }

    private static Resource within(String rel, Map<String, Object> frozen) {
        if (rel == null || frozen.get(REL) != null) {
            return new Resource(frozen);
        }
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(REL, rel);
        frozen.forEach((name, value) -> {
            if (!name.equals(REL)) {
                named.put(name, value);
            }
        });
        return new Resource(Collections.unmodifiableMap(named));
    }

    /** The property {@code rel}, else the rel its place told, else null. */
    public String getRel() {
        return text(REL);
    }

    /** Target of the link {@code self} as written, or null. */
    public String getHref() {
        return link("self").map(Link::href).orElse(null);
    }

    /** All properties in the order of the server; values are String, Number, Boolean, List, Map or null. */
    public Map<String, Object> getProperties() {
        Map<String, Object> properties = new LinkedHashMap<>(content);
        properties.remove(LINKS);
        properties.remove(EMBEDDED);
        return Collections.unmodifiableMap(properties);
    }

    /** All links that have a target, by rel; no rel has an empty list. */
    public Map<String, List<Link>> getLinks() {
        Map<String, List<Link>> links = new LinkedHashMap<>();
        section(LINKS).forEach((rel, value) -> {
            List<Link> list = toLinks(rel, value);
            if (!list.isEmpty()) {
                links.put(rel, list);
            }
        });
        return Collections.unmodifiableMap(links);
    }

    /** All embedded resources, by rel; no rel has an empty list. */
    public Map<String, List<Resource>> getEmbedded() {
        Map<String, List<Resource>> embedded = new LinkedHashMap<>();
        section(EMBEDDED).forEach((rel, value) -> {
            List<Resource> list = toResources(rel, value);
            if (!list.isEmpty()) {
                embedded.put(rel, list);
            }
        });
        return Collections.unmodifiableMap(embedded);
    }

    /** The first link of that rel. */
    public Optional<Link> link(String rel) {
        return links(rel).stream().findFirst();
    }

    /** All links of that rel, never null. */
    public List<Link> links(String rel) {
        return toLinks(rel, section(LINKS).get(rel));
    }

    /** The first embedded resource of that rel. */
    public Optional<Resource> embedded(String rel) {
        return embeddedList(rel).stream().findFirst();
    }

    /** All embedded resources of that rel, never null. */
    public List<Resource> embeddedList(String rel) {
        return toResources(rel, section(EMBEDDED).get(rel));
    }

    /** A property as text; null when there is none or when it is a list or a bag. */
    public String text(String property) {
        return scalar(content.get(property));
    }

    /** A property as texts: a list, a single text as a list of one, nothing as an empty list. */
    public List<String> texts(String property) {
        List<String> texts = new ArrayList<>();
        for (Object item : items(content.get(property))) {
            String text = scalar(item);
            if (text != null) {
                texts.add(text);
            }
        }
        return Collections.unmodifiableList(texts);
    }

    /** A property as boolean, also from text in any case (protocol §9.3); null when there is none or it is something else. */
    public Boolean flag(String property) {
        String text = text(property);
        if ("true".equalsIgnoreCase(text)) {
            return Boolean.TRUE;
        }
        return "false".equalsIgnoreCase(text) ? Boolean.FALSE : null;
    }

    /** A property as point in time (protocol §9.4). */
    public Optional<Instant> instant(String property) {
        return Dates.parse(text(property));
    }

    /**
     * The resource in UCWA's JSON shape, unmodifiable: for each rel one object or a list as the server wrote it, and
     * whatever else the server wrote.
     */
    public Map<String, Object> toMap() {
        return content;
    }

    private Map<String, Object> section(String name) {
        return asMap(content.get(name));
    }

    @SuppressWarnings("unchecked") // all maps inside were made by Frozen
    private static Map<String, Object> asMap(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static List<?> items(Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? list : List.of(value);
    }

    private static String scalar(Object value) {
        return value == null || value instanceof Map || value instanceof List ? null : value.toString();
    }

    private static Map<String, Object> attributes(Object link) {
        return link instanceof String href ? Map.of("href", href) : asMap(link);
    }

    private static List<Link> toLinks(String rel, Object value) {
        List<Link> links = new ArrayList<>();
        for (Object item : items(value)) {
            Map<String, Object> attributes = attributes(item);
            String href = scalar(attributes.get("href"));
            if (href != null) {
                String revision = scalar(attributes.getOrDefault("revision", attributes.get("rev")));
                links.add(new Link(rel, href, scalar(attributes.get("title")), revision));
            }
        }
        return Collections.unmodifiableList(links);
    }

    private static List<Resource> toResources(String rel, Object value) {
        List<Resource> resources = new ArrayList<>();
        for (Object item : items(value)) {
            if (item instanceof Map) {
                resources.add(within(rel, asMap(item)));
            }
        }
        return Collections.unmodifiableList(resources);
    }

    private List<Object> comparable() {
        Map<String, Object> properties = new LinkedHashMap<>(getProperties());
        properties.values().removeIf(Objects::isNull);
        Map<String, List<Map<String, String>>> links = new LinkedHashMap<>();
        section(LINKS).forEach((rel, value) -> {
            List<Map<String, String>> list = comparableLinks(value);
            if (!list.isEmpty()) {
                links.put(rel, list);
            }
        });
        return List.of(properties, links, getEmbedded());
    }

    // attributes as text, since a revision is a number in some answers and a text in others
    private static List<Map<String, String>> comparableLinks(Object value) {
        List<Map<String, String>> links = new ArrayList<>();
        for (Object item : items(value)) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes(item).forEach((name, attribute) -> {
                if (attribute != null) {
                    attributes.put(name, attribute.toString());
                }
            });
            if (!attributes.isEmpty()) {
                links.add(attributes);
            }
        }
        return links;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Resource that && comparable().equals(that.comparable());
    }

    @Override
    public int hashCode() {
        return comparable().hashCode();
    }

    /** Rel and self link only: content may be confidential. */
    @Override
    public String toString() {
        return "Resource[" + getRel() + " " + getHref() + "]";
    }

    private Object readResolve() {
        return fromMap(content);
    }

    /** Collects a {@link Resource}; a rel that is given twice becomes a list. */
    public static final class Builder {

        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final Map<String, Object> links = new LinkedHashMap<>();
        private final Map<String, Object> embedded = new LinkedHashMap<>();

        private Builder(String rel) {
            if (rel != null) {
                properties.put(REL, rel);
            }
        }

        /** Sets a property; null leaves it out. */
        public Builder property(String name, Object value) {
            if (value != null) {
                properties.put(name, value);
            }
            return this;
        }

        /** Adds a link that has only a target. */
        public Builder link(String rel, String href) {
            return link(Link.of(rel, href));
        }

        /** Adds a link. */
        public Builder link(Link link) {
            Map<String, Object> attributes = new LinkedHashMap<>();
            attributes.put("href", link.href());
            attributes.put("title", link.title());
            attributes.put("revision", link.revision());
            attributes.values().removeIf(Objects::isNull);
            add(links, link.rel(), attributes);
            return this;
        }

        /** Adds an embedded resource, written as one object unless the rel is given again. */
        public Builder embedded(String rel, Resource resource) {
            add(embedded, rel, resource.toMap());
            return this;
        }

        /** Sets embedded resources that are written as a list, however many they are. */
        public Builder embeddedList(String rel, List<Resource> resources) {
            embedded.put(rel, resources.stream().map(Resource::toMap).toList());
            return this;
        }

        /** The resource collected so far. */
        public Resource build() {
            Map<String, Object> map = new LinkedHashMap<>(properties);
            if (!links.isEmpty()) {
                map.put(LINKS, links);
            }
            if (!embedded.isEmpty()) {
                map.put(EMBEDDED, embedded);
            }
            return fromMap(map);
        }

        private static void add(Map<String, Object> section, String rel, Object value) {
            Object present = section.get(rel);
            if (present == null) {
                section.put(rel, value);
                return;
            }
            List<Object> list = new ArrayList<>(items(present));
            list.add(value);
            section.put(rel, list);
        }
    }
}
