package io.github.camelucwa.wire;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Participant;
import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ParserPropertiesTest {

    private static final int TRIES = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final EventPackage EVENTS = new EventPackage("/e?ack=1", "/e?ack=2", null, null, List.of(
            new Event("started", Link.of("participantInvitation", "/i/1"), null, sample(), null, null, "communication", "/c"),
            new Event("added", new Link("participant", "/p/1", "Alice", null), Link.of("lobby", "/l"), null, null, null, "conversation", "/v"),
            new Event("completed", Link.of("participantInvitation", "/i/1"), null, sample(), "Failure",
                    new Reason("RemoteFailure", "Declined", "No", Map.of("id", "7"), List.of(new Reason.Parameter("to", "Bad"))), "communication", "/c")),
            List.of());

    private static Resource sample() {
        try {
            return Wire.of(WireFormat.JSON).readResource(Samples.JSON);
        } catch (MalformedBodyException e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void anyBytesAreReadOrRefused(@ForAll("bytes") byte[] body, @ForAll WireFormat format) {
        readsOrRefuses(format, body);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aDamagedResourceIsReadOrRefused(@ForAll Random random, @ForAll WireFormat format) {
        readsOrRefuses(format, HostileBodies.damage(format == WireFormat.XML ? Samples.XML : Samples.JSON, random));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void damagedEventsAreReadOrRefused(@ForAll Random random, @ForAll WireFormat format) {
        readsOrRefuses(format, HostileBodies.damage(Wire.of(format).writeEvents(EVENTS), random));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aDamagedErrorIsReadOrRefused(@ForAll Random random, @ForAll WireFormat format) {
        readsOrRefuses(format, HostileBodies.damage(Wire.of(format).writeError(EVENTS.events().get(2).reason()), random));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void valuesOfOddTypesAnywhereAreTolerated(@ForAll Random random, @ForAll("values") Object odd) {
        readsOrRefuses(WireFormat.JSON, JsonWriter.object(Json.map(withOddValue(sample().toMap(), odd, random))));
        readsOrRefuses(WireFormat.JSON, JsonWriter.object(Json.map(withOddValue(EventsShape.toMap(EVENTS), odd, random))));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void strangersAndOrderInJsonChangeNoKnownField(@ForAll Random random, @ForAll("values") Object strange) throws Exception {
        byte[] body = JsonWriter.object(Json.map(withStrangers(sample().toMap(), strange, random)));
        assertKnownFieldsAreThere(Wire.of(WireFormat.JSON).readResource(body), "Connected");
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void strangersAndOrderInXmlChangeNoKnownField(@ForAll Random random) throws Exception {
        byte[] body = HostileBodies.write(HostileBodies.withStrangers(XmlReader.document(Samples.XML), random));
        assertKnownFieldsAreThere(Wire.of(WireFormat.XML).readResource(body), "Connecting");
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void strangeEventsAmongThemCostNoEvent(@ForAll("objects") Map<String, Object> strange, @ForAll("values") Object odd, @ForAll Random random)
            throws Exception {
        List<Object> senders = new ArrayList<>();
        for (Object sender : Json.list(EventsShape.toMap(EVENTS).get("sender"))) {
            Map<String, Object> copy = new LinkedHashMap<>(Json.map(sender));
            List<Object> events = new ArrayList<>(Json.list(copy.get("events")));
            events.add(random.nextInt(events.size() + 1), withoutTarget(strange));
            copy.put("events", events);
            copy.put("stranger", odd);
            senders.add(copy);
        }
        EventPackage read = Wire.of(WireFormat.JSON).readEvents(JsonWriter.object(Map.of("sender", senders, "stranger", strange)));
        assertThat(read.events()).isEqualTo(EVENTS.events());
        assertThat(read.problems()).hasSameSizeAs(senders);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenAsJsonReadsEqual(@ForAll("objects") Map<String, Object> properties) throws Exception {
        Resource resource = Resource.fromMap(properties);
        Wire wire = Wire.of(WireFormat.JSON);
        Resource copy = wire.readResource(wire.writeResource(resource));
        assertThat(copy.toMap()).isEqualTo(resource.toMap());
        assertThat(copy).isEqualTo(resource).hasSameHashCodeAs(resource);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void textWrittenAsXmlReadsEqual(@ForAll("texts") String name, @ForAll("texts") String text, @ForAll("texts") String href) throws Exception {
        Resource resource = Resource.builder("x").property("a" + name, text).property("list", List.of(text, name))
                .link(new Link("l", href, name, null)).embedded("e", Resource.builder("y").property("b", text).build()).build();
        Wire wire = Wire.of(WireFormat.XML);
        assertThat(wire.readResource(wire.writeResource(resource))).isEqualTo(resource);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange(' ', '\ud7ff').withChars('\t', '\n', '\r', '<', '&', '"', '\'', ']', '>').ofMaxLength(30);
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.randomValue(HostileBodies::value);
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return Arbitraries.randomValue(HostileBodies::object);
    }

    private static void readsOrRefuses(WireFormat format, byte[] body) {
        Wire wire = Wire.of(format);
        assertTimeoutPreemptively(PATIENCE, () -> {
            assertThat(catchThrowable(() -> useAll(wire, wire.readResource(body)))).satisfies(ParserPropertiesTest::isFineOrMalformed);
            assertThat(catchThrowable(() -> useAll(wire, wire.readEvents(body)))).satisfies(ParserPropertiesTest::isFineOrMalformed);
            assertThat(catchThrowable(() -> wire.readError(body))).isNull();
            assertThat(catchThrowable(() -> JsonWire.readObject(body))).satisfies(ParserPropertiesTest::isFineOrMalformed);
        });
    }

    private static void isFineOrMalformed(Throwable thrown) {
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(MalformedBodyException.class);
        }
    }

    private static void useAll(Wire wire, Resource resource) throws Exception {
        callGetters(Invitation.of(resource));
        callGetters(Participant.of(resource));
        callGetters(resource);
        Wire json = Wire.of(WireFormat.JSON);
        assertThat(json.readResource(json.writeResource(resource))).isEqualTo(resource);
        Wire xml = Wire.of(WireFormat.XML);
        xml.readResource(xml.writeResource(resource));
    }

    private static void useAll(Wire wire, EventPackage events) throws Exception {
        for (Event event : events.events()) {
            callGetters(event);
        }
        assertThat(Wire.of(WireFormat.JSON).readEvents(Wire.of(WireFormat.JSON).writeEvents(events)).events()).hasSameSizeAs(events.events());
    }

    private static void callGetters(Object object) throws Exception {
        object.toString();
        object.hashCode();
        for (Method method : object.getClass().getMethods()) {
            boolean getter = method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())
                    && method.getDeclaringClass() == object.getClass();
            if (getter) {
                method.invoke(object);
            }
        }
    }

    private static void assertKnownFieldsAreThere(Resource read, String state) throws Exception {
        Invitation actual = Invitation.of(read);
        Invitation expected = Invitation.of(sample());
        assertThat(actual.getState()).isEqualTo(state);
        for (Method getter : namedGetters(Invitation.class)) {
            Object value = getter.invoke(expected);
            if (value instanceof String || value instanceof Link) {
                assertThat(getter.invoke(actual)).as(getter.getName()).isEqualTo(value);
            }
        }
        assertThat(actual.getAcceptedByParticipant()).hasSize(1);
        assertSameParticipant(actual.getAcceptedByParticipant().get(0), expected.getAcceptedByParticipant().get(0));
        assertSameParticipant(actual.getFrom(), expected.getFrom());
    }

    private static void assertSameParticipant(Participant actual, Participant expected) throws Exception {
        for (Method getter : namedGetters(Participant.class)) {
            Object value = getter.invoke(expected);
            if (value instanceof String || value instanceof Boolean) {
                assertThat(getter.invoke(actual)).as(getter.getName()).isEqualTo(value);
            }
        }
    }

    private static List<Method> namedGetters(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().startsWith("get") && method.getParameterCount() == 0 && method.getDeclaringClass() == type)
                .filter(method -> !method.getName().equals("getState"))
                .toList();
    }

    private static Object withOddValue(Object value, Object odd, Random random) {
        if (random.nextInt(40) == 0) {
            return random.nextBoolean() ? odd : null;
        }
        if (value instanceof Map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            Json.map(value).forEach((name, member) -> copy.put(name, withOddValue(member, odd, random)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(withOddValue(item, odd, random)));
            return copy;
        }
        return value;
    }

    private static Object withStrangers(Object value, Object strange, Random random) {
        if (value instanceof List<?> list) {
            return list.stream().map(item -> withStrangers(item, strange, random)).toList();
        }
        if (!(value instanceof Map)) {
            return value;
        }
        List<Map.Entry<String, Object>> members = new ArrayList<>(Json.map(value).entrySet());
        Collections.shuffle(members, random);
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<String, Object> member : members) {
            if (random.nextInt(3) == 0) {
                copy.put("stranger" + copy.size(), strange);
            }
            copy.put(member.getKey(), withStrangers(member.getValue(), strange, random));
        }
        return copy;
    }

    private static Map<String, Object> withoutTarget(Map<String, Object> event) {
        Map<String, Object> copy = new LinkedHashMap<>(event);
        copy.remove("link");
        copy.remove("_embedded");
        return copy;
    }
}
