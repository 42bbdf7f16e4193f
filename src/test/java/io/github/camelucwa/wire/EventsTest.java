package io.github.camelucwa.wire;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.EventPackage;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Resource;

import static org.assertj.core.api.Assertions.assertThat;

class EventsTest {

    private static final String INVITATION = "/communication/participantInvitations/0b5c";
    private static final String PARTICIPANT = "/conversations/5e1f/participants/alice@fabrikam.example";

    private static final EventPackage PACKAGE = new EventPackage("/events?ack=7", "/events?ack=8", null, null, List.of(
            new Event("completed", Link.of("participantInvitation", INVITATION), null,
                    Resource.builder("participantInvitation").property("state", "Failed").property("operationId", "c0ffee").link("self", INVITATION).build(),
                    "Failure", Reason.of("RemoteFailure", "Declined", "Your invitation was declined."), "communication", "/communication"),
            new Event("added", new Link("participant", PARTICIPANT, "Alice", null), Link.of("lobby", "/conversations/5e1f/lobby"), null,
                    null, null, "conversation", "/conversations/5e1f"),
            new Event("updated", Link.of("conversation", "/conversations/5e1f"), null, null, null, null, "communication", "/communication")),
            List.of());

    private static EventPackage json(String body) throws MalformedBodyException {
        return Wire.of(WireFormat.JSON).readEvents(Bytes.of(body));
    }

    private static EventPackage jsonEvents(String events) throws MalformedBodyException {
        return json("{'sender':[{'rel':'communication','href':'/communication','events':[" + events + "]}]}");
    }

    private static EventPackage xml(String content) throws MalformedBodyException {
        return Wire.of(WireFormat.XML).readEvents(Bytes.of("<events href='/events?ack=7' "
                + "xmlns='http://schemas.microsoft.com/rtc/2012/03/ucwa'><link rel='next' href='/events?ack=8'/>" + content + "</events>"));
    }

    private static EventPackage xmlEvents(String events) throws MalformedBodyException {
        return xml("<sender rel='communication' href='/communication'>" + events + "</sender>");
    }

    @Test
    void readsJson() throws Exception {
        assertThat(json("""
                {'_links':{'self':{'href':'/events?ack=7'},'next':{'href':'/events?ack=8'}},
                 'sender':[
                  {'rel':'communication','href':'/communication','events':[
                    {'link':{'rel':'participantInvitation','href':'%s'},'status':'Failure',
                     '_embedded':{'participantInvitation':{'rel':'participantInvitation','state':'Failed','operationId':'c0ffee',
                        '_links':{'self':{'href':'%s'}}}},
                     'reason':{'code':'RemoteFailure','subcode':'Declined','message':'Your invitation was declined.'},'type':'completed'}]},
                  {'events':[{'type':'added','in':{'rel':'lobby','href':'/conversations/5e1f/lobby'},
                     'link':{'title':'Alice','href':'%s','rel':'participant'}}],'href':'/conversations/5e1f','rel':'conversation'},
                  {'rel':'communication','href':'/communication','events':[
                    {'link':{'rel':'conversation','href':'/conversations/5e1f'},'type':'updated'}]}]}"""
                .formatted(INVITATION, INVITATION, PARTICIPANT))).isEqualTo(PACKAGE);
    }

    @Test
    void readsXmlEqually() throws Exception {
        assertThat(xml("""
                <sender rel='communication' href='/communication'>
                  <completed rel='participantInvitation' href='%s' status='Failure'>
                    <resource rel='participantInvitation' href='%s'>
                      <property name='rel'>participantInvitation</property><property name='state'>Failed</property>
                      <property name='operationId'>c0ffee</property></resource>
                    <reason><code>RemoteFailure</code><subcode>Declined</subcode><message>Your invitation was declined.</message></reason>
                  </completed></sender>
                <sender rel='conversation' href='/conversations/5e1f'>
                  <added rel='participant' href='%s' title='Alice'><in rel='lobby' href='/conversations/5e1f/lobby'/></added></sender>
                <sender rel='communication' href='/communication'><updated rel='conversation' href='/conversations/5e1f'/></sender>"""
                .formatted(INVITATION, INVITATION, PARTICIPANT))).isEqualTo(PACKAGE);
    }

    @ParameterizedTest
    @EnumSource
    void writtenPackageReadsEqual(WireFormat format) throws Exception {
        Wire wire = Wire.of(format);
        assertThat(wire.readEvents(wire.writeEvents(PACKAGE))).isEqualTo(PACKAGE);
    }

    @ParameterizedTest
    @EnumSource
    void writtenLinksReadEqual(WireFormat format) throws Exception {
        Wire wire = Wire.of(format);
        EventPackage empty = new EventPackage("/e?ack=1", null, "/e?ack=2", "/e?ack=3", List.of(), List.of());
        assertThat(wire.readEvents(wire.writeEvents(empty))).isEqualTo(empty);
    }

    @Test
    void anIdleAnswerHasNoEvents() throws Exception {
        EventPackage idle = json("{'_links':{'self':{'href':'/e?ack=1'},'next':{'href':'/e?ack=2'}}}");
        assertThat(idle).isEqualTo(new EventPackage("/e?ack=1", "/e?ack=2", null, null, List.of(), List.of()));
        assertThat(xml("").events()).isEmpty();
    }

    @Test
    void resyncMayBeTheOnlyLink() throws Exception {
        assertThat(json("{'_links':{'self':{'href':'/e?ack=3'},'resync':{'href':'/e?ack=9'}}}").resync()).isEqualTo("/e?ack=9");
    }

    @Test
    void somethingElseHasNoFollower() throws Exception {
        assertThat(json("{'code':'NotFound'}").hasFollower()).isFalse();
    }

    @Test
    void embeddedResourceMayBeOfAMoreGeneralRel() throws Exception {
        Event event = jsonEvents("{'type':'added','link':{'rel':'localParticipant','href':'/p'},'_embedded':{'localParticipant':{'rel':'participant'}}}")
                .events().get(0);
        assertThat(event.link().rel()).isEqualTo("localParticipant");
        assertThat(event.resource().getRel()).isEqualTo("participant");
    }

    @Test
    void embeddedResourceWithoutRelTakesThatOfTheEvent() throws Exception {
        assertThat(jsonEvents("{'type':'added','link':{'rel':'conversation','href':'/c'},'_embedded':{'conversation':{'state':'Connected'}}}")
                .events().get(0).resource().getRel()).isEqualTo("conversation");
        assertThat(xmlEvents("<added rel='conversation' href='/c'><resource><property name='state'>Connected</property></resource></added>")
                .events().get(0).resource().getRel()).isEqualTo("conversation");
    }

    @Test
    void oneOfSeveralEmbeddedIsChosenByTheLink() throws Exception {
        assertThat(jsonEvents("{'type':'added','link':{'rel':'b','href':'/b'},'_embedded':{'a':{'x':1},'b':{'x':2}}}").events().get(0).resource().text("x"))
                .isEqualTo("2");
    }

    @Test
    void embeddedAsListIsItsFirst() throws Exception {
        assertThat(jsonEvents("{'type':'added','link':{'rel':'b','href':'/b'},'_embedded':{'b':[{'x':2}]}}").events().get(0).resource().text("x"))
                .isEqualTo("2");
    }

    @Test
    void anUnreadableEmbeddedResourceLeavesTheLink() throws Exception {
        EventPackage events = jsonEvents("{'type':'added','link':{'rel':'b','href':'/b'},'_embedded':{'b':'gone'}}");
        assertThat(events.events().get(0).resource()).isNull();
        assertThat(events.problems()).isEmpty();
    }

    @Test
    void theEmbeddedResourceStandsInForAMissingLink() throws Exception {
        Event event = jsonEvents("{'type':'completed','_embedded':{'messagingInvitation':{'_links':{'self':{'href':'/i/1'}}}}}").events().get(0);
        assertThat(event.link()).isEqualTo(Link.of("messagingInvitation", "/i/1"));
    }

    @Test
    void unknownTypesArePassedOn() throws Exception {
        assertThat(jsonEvents("{'type':'paused','link':{'rel':'b','href':'/b'}}").events()).extracting(Event::type).containsExactly("paused");
        assertThat(xmlEvents("<paused rel='b' href='/b'/>").events()).extracting(Event::type).containsExactly("paused");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "7", "null", "'text'", "[]", "{}",
            "{'type':'added'}",
            "{'type':'added','link':null}",
            "{'type':'added','link':{}}",
            "{'type':'added','link':{'href':'/x'}}",
            "{'type':'added','link':{'rel':'x'}}",
            "{'type':'added','link':[7]}",
            "{'type':'added','link':[null]}",
            "{'type':{},'link':{'rel':'x','href':'/x'}}",
            "{'link':{'rel':'x','href':'/x'}}"
    })
    void anEventThatCannotBeUnderstoodDoesNotCostTheOthers(String event) throws Exception {
        String good = "{'type':'updated','link':{'rel':'me','href':'/me'}}";
        EventPackage events = jsonEvents(good + "," + event + "," + good);
        assertThat(events.events()).hasSize(2);
        assertThat(events.problems()).hasSize(1).allSatisfy(problem -> assertThat(problem).startsWith("sender 0 event 1 "));
    }

    @Test
    void problemsNameWordsOfTheProtocolOnly() throws Exception {
        assertThat(jsonEvents("{'type':'added','link':{'rel':'conversation'}},{'type':'my secret','link':{'rel':'a secret'}}").problems())
                .containsExactly("sender 0 event 0 has no target, type added, target conversation",
                        "sender 0 event 1 has no target, type unreadable, target unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'sender':null}", "{'sender':[]}", "{'sender':[{}]}", "{'sender':[{'events':null}]}", "{'sender':{'rel':'me'}}" })
    void sendersWithoutEventsAreFine(String body) throws Exception {
        assertThat(json(body).events()).isEmpty();
        assertThat(json(body).problems()).isEmpty();
    }

    @Test
    void oddSendersAreProblems() throws Exception {
        assertThat(json("{'sender':['x',{'rel':'me','events':{'type':'updated','link':{'rel':'me','href':'/me'}}}]}"))
                .satisfies(events -> assertThat(events.problems()).containsExactly("sender 0 is no object"))
                .satisfies(events -> assertThat(events.events()).hasSize(1));
    }

    @Test
    void oddDetailsLeaveTheEvent() throws Exception {
        Event event = jsonEvents("{'type':'completed','link':[{'rel':'b','href':'/b'}],'in':7,'status':[],'reason':'Declined','_embedded':null}")
                .events().get(0);
        assertThat(event).isEqualTo(new Event("completed", Link.of("b", "/b"), null, null, null, Reason.of(null, null, "Declined"),
                "communication", "/communication"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<completed rel='b' href='/b' status='Failure' />",
            "<completed rel='b' href='/b'><status>Failure</status></completed>",
            "<completed rel='b' href='/b'><property name='status'>Failure</property></completed>",
            "<completed status='Failure'><link rel='b' href='/b'/></completed>"
    })
    void statusInXmlIsFoundWhereverItStands(String event) throws Exception {
        assertThat(xmlEvents(event).events()).containsExactly(
                new Event("completed", Link.of("b", "/b"), null, null, "Failure", null, "communication", "/communication"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<reason code='RemoteFailure' subcode='Declined'/>",
            "<reason><code>RemoteFailure</code><subcode>Declined</subcode></reason>",
            "<reason><property name='code'>RemoteFailure</property><property name='subcode'>Declined</property></reason>"
    })
    void reasonInXmlIsFoundInAnyForm(String reason) throws Exception {
        assertThat(xmlEvents("<completed rel='b' href='/b'>" + reason + "</completed>").events()).extracting(Event::reason)
                .containsExactly(Reason.of("RemoteFailure", "Declined", null));
    }

    @Test
    void reasonKeepsDebugInfoAndParameters() throws Exception {
        Reason reason = new Reason("BadRequest", null, null, Map.of("id", "7"), List.of(new Reason.Parameter("to", "Required")));
        Event event = new Event("completed", Link.of("b", "/b"), null, null, "Failure", reason, "c", "/c");
        for (WireFormat format : WireFormat.values()) {
            Wire wire = Wire.of(format);
            EventPackage events = new EventPackage("/e", "/f", null, null, List.of(event), List.of());
            assertThat(wire.readEvents(wire.writeEvents(events))).isEqualTo(events);
        }
    }

    @Test
    void anXmlEventWithoutTargetIsAProblem() throws Exception {
        EventPackage events = xmlEvents("<added/><updated rel='me' href='/me'/>");
        assertThat(events.events()).hasSize(1);
        assertThat(events.problems()).containsExactly("sender 0 event 0 has no rel, type added");
    }
}
