package io.github.camelucwa.simulator;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import static io.github.camelucwa.simulator.TestClient.BOT;
import static org.assertj.core.api.Assertions.assertThat;

/** Answers in XML (protocol sections 6.2, 9.3 and 11.1). */
class XmlTest {

    private static final String PRECISE = "application/vnd.microsoft.com.ucwa+xml";

    private UcwaSimulator server;
    private TestClient client;
    private String self;

    @BeforeEach
    void signIn() {
        server = TestClient.server().time(SimulatedTime.scaled(100)).start();
        client = new TestClient(server);
        self = client.application("a").at("/_links/self/href").asText();
        client.accepting(PRECISE);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isOfTheTypeAskedFor() {
        assertThat(client.get(self).headers().firstValue("Content-Type").orElse("")).startsWith(PRECISE);
    }

    @Test
    void hasTheApplicationWithItsEmbeddedResources() {
        HttpResponse<String> answer = client.get(self);
        assertThat(xpath(answer, "/*[local-name()='resource']/@rel")).isEqualTo("application");
        assertThat(xpath(answer, "/*/@href")).isEqualTo(self);
        assertThat(xpath(answer, "/*/*[local-name()='link'][@rel='events']/@href")).isEqualTo(self + "/events?ack=1");
        assertThat(xpath(answer, "/*/*[local-name()='resource'][@rel='me']/*[@name='uri']")).isEqualTo(BOT);
        assertThat(xpath(answer, "/*/*[@rel='communication']/*[local-name()='propertyList'][@name='supportedMessageFormats']/*")).isEqualTo("Plain");
    }

    @Test
    void hasEventsAsElementsNamedByTheirType() {
        server.invite("sip:bob@fabrikam.example").declines();
        server.account(BOT).startConversation("one").invite("sip:bob@fabrikam.example").decline();
        HttpResponse<String> answer = client.get(self + "/events?ack=1");
        assertThat(xpath(answer, "/*[local-name()='events']/*[local-name()='link'][@rel='next']/@href")).endsWith("ack=2");
        String completed = "//*[local-name()='sender'][@rel='communication']/*[local-name()='completed']";
        assertThat(xpath(answer, completed + "/@rel")).isEqualTo("participantInvitation");
        assertThat(xpath(answer, completed + "/@status")).isEqualTo("Failure");
        assertThat(xpath(answer, completed + "/*[local-name()='reason']/*[local-name()='subcode']")).isEqualTo("Declined");
        assertThat(xpath(answer, completed + "/*[local-name()='resource']/*[@name='state']")).isEqualTo("Failed");
    }

    @Test
    void hasBooleansAndDatesOfItsOwn() {
        HttpResponse<String> answer = client.get(server.account(BOT).startConversation("one").href());
        assertThat(xpath(answer, "//*[@name='recording']")).isEqualTo("False");
        assertThat(xpath(answer, "//*[@name='created']")).matches("20\\d\\d-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void isAcceptedAsInput() {
        client.sending("application/xml");
        HttpResponse<String> application = client.post("/ucwa/oauth/v1/applications", input("<property name=\"culture\">en-US</property>"
                + "<property name=\"endpointId\">x</property><property name=\"userAgent\">y</property>"));
        assertThat(application.statusCode()).isEqualTo(201);
        String link = xpath(application, "//*[local-name()='link'][@rel='makeMeAvailable']/@href");
        assertThat(client.post(link, input("<propertyList name=\"supportedModalities\"><item>Messaging</item></propertyList>")).statusCode())
                .isEqualTo(204);
        HttpResponse<String> communication = client.get(xpath(application, "/*/@href") + "/communication");
        assertThat(xpath(communication, "//*[@name='supportedModalities']/*")).isEqualTo("Messaging");
    }

    @Test
    void hasErrorsAsReason() {
        HttpResponse<String> answer = client.get(self + "/nowhere");
        assertThat(xpath(answer, "/*[local-name()='reason']/*[local-name()='code']")).isEqualTo("NotFound");
        answer = client.get(self + "/events?ack=1&timeout=5");
        assertThat(xpath(answer, "//*[local-name()='parameters']/*/@name")).isEqualTo("timeout");
    }

    private static String input(String properties) {
        return "<input xmlns=\"http://schemas.microsoft.com/rtc/2012/03/ucwa\">" + properties + "</input>";
    }

    private static String xpath(HttpResponse<String> answer, String expression) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
            XPath xpath = XPathFactory.newInstance().newXPath();
            return xpath.evaluate(expression, document);
        } catch (Exception e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
