package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelucwa.http.AccessToken;
import io.github.camelucwa.http.CallHandle;
import io.github.camelucwa.http.Challenge;
import io.github.camelucwa.http.TokenSource;
import io.github.camelucwa.http.Transport;
import io.github.camelucwa.http.TrustedHosts;
import io.github.camelucwa.http.UcwaHttp;
import io.github.camelucwa.model.Resource;
import io.github.camelucwa.simulator.RecordedRequest;
import io.github.camelucwa.simulator.RequestKind;
import io.github.camelucwa.simulator.UcwaSimulator;
import io.github.camelucwa.wire.WireFormat;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A connection on which nothing comes any more is noticed, and the same URL asked on a new one (protocol §15). */
class HalfOpenConnectionTest {

    /** The server does not look at the token here. */
    private static final class AnyToken implements TokenSource {
        @Override
        public AccessToken initial() {
            return new AccessToken("any", null);
        }

        @Override
        public AccessToken fetch(Challenge challenge, URI target, CallHandle handle) {
            return new AccessToken("any", null);
        }
    }

    @Test
    void silenceIsBoundedByTheHoldAndAMargin() throws Exception {
        try (UcwaSimulator server = UcwaSimulator.create().http().user("sip:bot@fabrikam.example", "x").start();
                CloseableHttpClient client = HttpClients.createDefault()) {
            URI events = URI.create(server.origin() + "/ucwa/oauth/v1/applications/1/events?ack=1");
            server.faults().on(RequestKind.EVENTS).times(2).silence();
            server.faults().on(RequestKind.EVENTS).untilCleared().answer(200, Map.of("Content-Type", "application/json"),
                    "{\"_links\":{\"self\":{\"href\":\"" + events + "\"},\"next\":{\"href\":\"" + events + "\"}}}");
            Transport transport = new Transport("bot", client, client, 1000, null);
            UcwaHttp http = new UcwaHttp(transport, new TrustedHosts("fabrikam.example", List.of("localhost"), true),
                    new AnyToken(), Clock.systemUTC());
            Connector connector = new Connector() {
                @Override
                public Connection connect(CallHandle handle) {
                    return new Connection(events.resolve("."), events, true, Resource.builder("application").build());
                }

                @Override
                public void forgetLocation() {
                    // there is nothing to discover
                }
            };
            ChannelSettings settings = new ChannelSettings("bot", WireFormat.JSON, Duration.ofSeconds(0), Duration.ofSeconds(5),
                    Duration.ofSeconds(5), false, Duration.ofSeconds(5), 100, Duration.ofMillis(20), 2,
                    Duration.ofMillis(100), Duration.ofMillis(300));
            EventChannel channel = new EventChannel(settings, http, connector, null, Clock.systemUTC(), () -> true, () -> false,
                    event -> { }, ChannelMetrics.NONE);
            Thread loop = new Thread(channel);
            loop.start();
            channel.interest();
            channel.release();
            channel.interest();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(channel.status().packages())
                    .as(() -> String.valueOf(channel.status().failure())).isPositive());
            channel.stop();
            http.abortAll();
            loop.join(5000);
            List<RecordedRequest> polls = server.requests().of(RequestKind.EVENTS);
            assertThat(polls.subList(0, 3)).extracting(RecordedRequest::pathAndQuery).containsOnly(polls.get(0).pathAndQuery());
            assertThat(Duration.between(polls.get(0).time(), polls.get(1).time())).isGreaterThan(Duration.ofMillis(200));
            assertThat(loop.isAlive()).isFalse();
        }
    }
}
