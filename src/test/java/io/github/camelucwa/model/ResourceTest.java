package io.github.camelucwa.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResourceTest {

    private static final String HREF = "/ucwa/oauth/v1/applications/7/me";

    private static Resource linked(Object self) {
        return Resource.fromMap(Map.of("_links", Map.of("self", self)));
    }

    @Test
    void relIsThePropertyBeforeTheContext() {
        assertThat(Resource.fromMap("localParticipant", Map.of("rel", "participant")).getRel()).isEqualTo("participant");
        assertThat(Resource.fromMap("localParticipant", Map.of("name", "Bot")).getRel()).isEqualTo("localParticipant");
        assertThat(Resource.fromMap(Map.of()).getRel()).isNull();
    }

    @Test
    void hrefIsTheSelfLink() {
        assertThat(linked(Map.of("href", HREF)).getHref()).isEqualTo(HREF);
        assertThat(Resource.fromMap(Map.of()).getHref()).isNull();
    }

    @Test
    void oneLinkAndAListOfLinksReadAlike() {
        Resource one = linked(Map.of("href", HREF));
        Resource list = linked(List.of(Map.of("href", HREF)));
        assertThat(one.links("self")).isEqualTo(list.links("self")).containsExactly(Link.of("self", HREF));
        assertThat(one).isEqualTo(list).hasSameHashCodeAs(list);
    }

    @Test
    void toMapKeepsOneOrListAsWritten() {
        assertThat(linked(Map.of("href", HREF)).toMap()).isEqualTo(Map.of("_links", Map.of("self", Map.of("href", HREF))));
        assertThat(linked(List.of(Map.of("href", HREF))).toMap()).isEqualTo(Map.of("_links", Map.of("self", List.of(Map.of("href", HREF)))));
    }

    @Test
    void linkHasItsAttributes() {
        assertThat(linked(Map.of("href", HREF, "title", "Me", "revision", 2, "etag", "x")).link("self"))
                .contains(new Link("self", HREF, "Me", "2"));
    }

    @Test
    void revisionMayBeSpeltShort() {
        assertThat(linked(Map.of("href", HREF, "rev", "2")).link("self").orElseThrow().revision()).isEqualTo("2");
    }

    @Test
    void linkWithoutTargetIsNone() {
        assertThat(linked(Map.of("title", "Me")).getLinks()).isEmpty();
    }

    @Test
    void linkAsMereTextIsItsTarget() {
        assertThat(linked(HREF).getHref()).isEqualTo(HREF);
    }

    @Test
    void oddLinksAreLeftOutOfTheViewsButKept() {
        Map<String, Object> map = Map.of("_links", List.of(1, "x"), "_embedded", "none");
        Resource resource = Resource.fromMap(map);
        assertThat(resource.getLinks()).isEmpty();
        assertThat(resource.getEmbedded()).isEmpty();
        assertThat(resource.embedded("x")).isEmpty();
        assertThat(resource.toMap()).isEqualTo(map);
    }

    @Test
    void nullsInPlaceOfSectionsAreTolerated() {
        Map<String, Object> map = new HashMap<>();
        map.put("_links", null);
        map.put("_embedded", null);
        map.put("subject", null);
        Resource resource = Resource.fromMap(map);
        assertThat(resource.link("self")).isEmpty();
        assertThat(resource.text("subject")).isNull();
        assertThat(resource).isEqualTo(Resource.fromMap(Map.of()));
    }

    @Test
    void embeddedTakesItsRelFromItsKey() {
        Resource resource = Resource.fromMap(Map.of("_embedded", Map.of("from", Map.of("name", "Alice"))));
        assertThat(resource.embedded("from").orElseThrow().getRel()).isEqualTo("from");
        assertThat(resource.getEmbedded()).containsOnlyKeys("from");
    }

    @Test
    void propertiesLeaveLinksAndEmbeddedOut() {
        Resource resource = Resource.builder("me").property("name", "Bot").link("self", HREF).embedded("x", Resource.fromMap(Map.of())).build();
        assertThat(resource.getProperties()).containsOnly(Map.entry("rel", "me"), Map.entry("name", "Bot"));
    }

    @Test
    void textIsNullForListsAndBags() {
        Resource resource = Resource.fromMap(Map.of("list", List.of("a"), "bag", Map.of("a", 1), "number", 7, "flag", true));
        assertThat(resource.text("list")).isNull();
        assertThat(resource.text("bag")).isNull();
        assertThat(resource.text("number")).isEqualTo("7");
        assertThat(resource.text("flag")).isEqualTo("true");
    }

    @Test
    void textsAcceptAListAndASingleText() {
        Resource resource = Resource.fromMap(Map.of("list", List.of("a", List.of(), "b"), "one", "a"));
        assertThat(resource.texts("list")).containsExactly("a", "b");
        assertThat(resource.texts("one")).containsExactly("a");
        assertThat(resource.texts("none")).isEmpty();
    }

    @Test
    void flagAcceptsTextInAnyCase() {
        Resource resource = Resource.fromMap(Map.of("a", true, "b", "True", "c", "FALSE", "d", "yes", "e", 1));
        assertThat(resource.flag("a")).isTrue();
        assertThat(resource.flag("b")).isTrue();
        assertThat(resource.flag("c")).isFalse();
        assertThat(resource.flag("d")).isNull();
        assertThat(resource.flag("e")).isNull();
        assertThat(resource.flag("f")).isNull();
    }

    @Test
    void instantReadsDates() {
        assertThat(Resource.fromMap(Map.of("created", "/Date(1000)/")).instant("created")).contains(Instant.ofEpochSecond(1));
    }

    @Test
    void revisionsAsNumberAndAsTextAreEqual() {
        assertThat(linked(Map.of("href", HREF, "revision", 2))).isEqualTo(linked(Map.of("href", HREF, "revision", "2")));
    }

    @Test
    void differentContentIsNotEqual() {
        assertThat(linked(Map.of("href", HREF))).isNotEqualTo(linked(Map.of("href", HREF + "/")));
        assertThat(Resource.fromMap(Map.of("a", 1))).isNotEqualTo(Resource.fromMap(Map.of("a", "1")));
        assertThat(Resource.fromMap(Map.of("_embedded", Map.of("a", Map.of("x", 1)))))
                .isNotEqualTo(Resource.fromMap(Map.of("_embedded", Map.of("a", Map.of("x", 2)))));
    }

    @Test
    void isACopyOfItsSource() {
        List<Object> modalities = new ArrayList<>(List.of("Messaging"));
        Map<String, Object> map = new HashMap<>(Map.of("modalities", modalities));
        Resource resource = Resource.fromMap(map);
        modalities.add("Audio");
        map.clear();
        assertThat(resource.texts("modalities")).containsExactly("Messaging");
    }

    @Test
    void nothingCanBeChanged() {
        Resource resource = Resource.builder("me").property("list", List.of(1)).link("self", HREF).build();
        assertThatThrownBy(() -> resource.toMap().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> resource.getProperties().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> resource.getLinks().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> resource.links("self").clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) resource.toMap().get("list")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void numbersAreOfTheTypesJsonReadersGive() {
        Resource resource = Resource.fromMap(Map.of("a", (short) 1, "b", 1L << 40, "c", BigInteger.TEN, "d", 1.5f, "e", Double.NaN,
                "f", BigInteger.ONE.shiftLeft(80)));
        assertThat(resource.getProperties()).containsOnly(Map.entry("a", 1), Map.entry("b", 1L << 40), Map.entry("c", 10),
                Map.entry("d", 1.5), Map.entry("e", "NaN"), Map.entry("f", BigInteger.ONE.shiftLeft(80)));
    }

    @Test
    void halfASurrogatePairIsReplaced() {
        assertThat(Resource.fromMap(Map.of("a", "x\ud83dy", "b", "\ud83d\ude00")).getProperties())
                .containsOnly(Map.entry("a", "x\ufffdy"), Map.entry("b", "\ud83d\ude00"));
    }

    @Test
    void aRelGivenTwiceBecomesAList() {
        Resource contact = Resource.builder("contact").property("name", "Alice").build();
        Resource resource = Resource.builder("group").link("contact", "/a").link("contact", "/b").link("contact", "/c")
                .embedded("contact", contact).embedded("contact", contact).build();
        assertThat(resource.links("contact")).extracting(Link::href).containsExactly("/a", "/b", "/c");
        assertThat(resource.embeddedList("contact")).containsExactly(contact, contact);
    }

    @Test
    void aListOfOneEmbeddedStaysAList() {
        Resource contact = Resource.builder("contact").build();
        assertThat(Resource.builder("group").embeddedList("contact", List.of(contact)).build().toMap())
                .isEqualTo(Map.of("rel", "group", "_embedded", Map.of("contact", List.of(Map.of("rel", "contact")))));
    }

    @Test
    void survivesSerialization() throws Exception {
        Resource resource = Resource.fromMap(Map.of("rel", "me", "list", Arrays.asList(1, null, Map.of("a", true)), "_links", Map.of("self", Map.of("href", HREF))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(resource);
        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(copy).isEqualTo(resource);
        assertThat(((Resource) copy).toMap()).isEqualTo(resource.toMap());
    }

    @Test
    void toStringTellsRelAndHrefOnly() {
        assertThat(Resource.builder("me").property("name", "secret").link("self", HREF).build()).hasToString("Resource[me " + HREF + "]");
    }

    @Test
    void toStringOfALinkTellsNoData() {
        assertThat(Link.of("message", "data:text/plain,secret").toString()).doesNotContain("secret");
        assertThat(Link.of("message", " data : text/plain,secret").toString()).doesNotContain("secret");
        assertThat(Link.of("self", HREF).toString()).contains(HREF);
    }
}
