package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Duration;

import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Pauses, URLs and names of events. */
class ChannelPartsTest {

    private static Backoff backoff(double chance) {
        return new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(10), () -> chance);
    }

    private static Event event(String type, String href) {
        return new Event(type, new Link("participantInvitation", href, null, null), null, null, null, null, null, null);
    }

    @Test
    void pausesGrowToTheLongestAndBeginAnewAfterAReset() {
        Backoff backoff = backoff(0);
        assertThat(backoff.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.next(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(8));
        for (int i = 0; i < 2000; i++) {
            assertThat(backoff.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
        }
        backoff.reset();
        assertThat(backoff.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aQuarterOfAPauseIsLeftToChance() {
        assertThat(backoff(1).next(Duration.ZERO)).isEqualTo(Duration.ofMillis(750));
    }

    @ParameterizedTest
    @CsvSource({"http://h/e?ack=2, http://h/e?ack=2&low=15&medium=5&timeout=180",
        "http://h/e, http://h/e?low=15&medium=5&timeout=180",
        "http://h/e?instanceId=a%20b&timeout=60&ack=7&priority=1&low=1,"
                + " http://h/e?instanceId=a%20b&ack=7&priority=1&low=15&medium=5&timeout=180"})
    void pollParametersAreAddedAndTheServersOwnKept(URI link, URI expected) {
        assertThat(PollUrl.of(link, Duration.ofSeconds(180), Duration.ofSeconds(5), Duration.ofSeconds(15))).isEqualTo(expected);
    }

    @Test
    void theSameEventHasTheSameIdWhateverElseIsInItsPackage() {
        URI first = URI.create("http://h/e?ack=2&low=15&medium=5&timeout=180");
        URI again = URI.create("http://h/e?timeout=300&ack=2");
        EventIds one = new EventIds(first);
        String id = one.of(event("started", "/i/1"));
        EventIds two = new EventIds(again);
        two.of(event("updated", "/i/1"));
        two.of(event("started", "/i/2"));
        assertThat(two.of(event("started", "/i/1"))).isEqualTo(id);
        assertThat(two.of(event("started", "/i/1"))).as("a second of the kind").isNotEqualTo(id);
        assertThat(new EventIds(URI.create("http://h/e?ack=3")).of(event("started", "/i/1"))).isNotEqualTo(id);
    }

    @Test
    void aRivalryIsNewsOnceAndItsPausesGrowThroughGoodAnswers() {
        Rivalry rivalry = new Rivalry(backoff(0), Duration.ofMinutes(1));
        assertThat(rivalry.isWithOurselves()).isFalse();
        assertThat(rivalry.begins()).isTrue();
        assertThat(rivalry.pause(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        rivalry.answered();
        assertThat(rivalry.begins()).isFalse();
        assertThat(rivalry.pause(Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
        rivalry.leftUnanswered();
        assertThat(rivalry.isWithOurselves()).isTrue();
        assertThat(rivalry.isWithOurselves()).isFalse();
    }
}
