package io.github.camelucwa.examples.fanout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelucwa.model.Invitation;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The routes as they are, against the servers as they are, five times as fast; only the queue is read by the test. */
class FanOutTest {

    private static final List<Message> QUEUE = Collections.synchronizedList(new ArrayList<>());
    private static List<String> subjects;
    private static int exitCode;

    @BeforeAll
    static void run() throws Exception {
        Surroundings surroundings = new Surroundings();
        Main camel = new Main();
        camel.addOverrideProperty("example.pace", "5");
        camel.addOverrideProperty("patience", "1000");
        camel.addOverrideProperty("camel.main.routesExcludePattern", "**/readers.yaml");
        camel.addMainListener(surroundings);
        camel.addMainListener(new Observer(surroundings));
        camel.run();
        exitCode = camel.getExitCode();
    }

    @Test
    void everyEventIsInTheQueue() {
        assertThat(QUEUE).extracting(m -> text(m, "invitee"), m -> text(m, "eventType"), m -> text(m, "state"),
                m -> text(m, "status"), m -> text(m, "reason")).containsExactlyInAnyOrder(
                        tuple("sip:anna@fabrikam.example", "started", "Connecting", null, null),
                        tuple("sip:anna@fabrikam.example", "updated", "Alerting", null, null),
                        tuple("sip:anna@fabrikam.example", "completed", "Connected", "Success", null),
                        tuple("sip:bob@fabrikam.example", "started", "Connecting", null, null),
                        tuple("sip:bob@fabrikam.example", "completed", "Failed", "Failure", "Declined"),
                        tuple("sip:carol@fabrikam.example", "started", "Connecting", null, null),
                        tuple("sip:carol@fabrikam.example", "completed", "Cancelled", "Failure", "Canceled"),
                        tuple("sip:dave@fabrikam.example", "started", "Connecting", null, null),
                        tuple("sip:dave@fabrikam.example", "completed", "Failed", "Failure", "DestinationNotFound"),
                        tuple("sip:erin@fabrikam.example", "started", "Connecting", null, null),
                        tuple("sip:erin@fabrikam.example", "completed", "Connected", "Success", null));
    }

    @Test
    void aMessageIsTheInvitationAsJson() throws Exception {
        TextMessage message = (TextMessage) QUEUE.get(0);
        Invitation invitation = new ObjectMapper().readValue(message.getText(), Invitation.class);
        assertThat(invitation.getSubject()).startsWith("Incident 4711");
        assertThat(invitation.getTo()).isEqualTo(text(message, "invitee"));
    }

    @Test
    void eventsHaveIdsThatTellRepetitions() {
        assertThat(QUEUE).extracting(m -> text(m, "eventId")).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void whoCouldNotBeReachedIsToldByMail() {
        assertThat(subjects).containsExactlyInAnyOrder(
                "sip:bob@fabrikam.example could not be reached, because the invitation was declined",
                "sip:carol@fabrikam.example could not be reached, because nobody answered and we withdrew the invitation",
                "sip:dave@fabrikam.example could not be reached, because there is no such person");
    }

    @Test
    void endsByItself() {
        assertThat(exitCode).isZero();
    }

    private static String text(Message message, String name) {
        try {
            return message.getStringProperty(name);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the queue as somebody else's program would, and the mail while its server is up. */
    private static final class Observer extends MainListenerSupport {

        private final Surroundings surroundings;
        private ActiveMQConnectionFactory broker;

        Observer(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public void afterStart(BaseMainSupport main) {
            broker = new ActiveMQConnectionFactory("vm://0");
            try {
                Connection connection = broker.createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                session.createConsumer(session.createQueue("invitations")).setMessageListener(QUEUE::add);
                connection.start();
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void beforeStop(BaseMainSupport main) {
            broker.close();
            subjects = Arrays.stream(surroundings.mail().getReceivedMessages()).map(FanOutTest::subject).toList();
        }
    }
}
