package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.github.camelucwa.http.CallFailedException;
import io.github.camelucwa.http.FailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the channel's state is and who is told. */
class StatusBoardTest {

    private final Ticker clock = new Ticker();
    private final StatusBoard board = new StatusBoard("sip:bot@fabrikam.example", clock);

    @Test
    void beginsIdleUntilSomebodyNeedsTheAccount() {
        assertThat(state()).isEqualTo(ChannelState.IDLE);
        board.needed();
        assertThat(state()).isEqualTo(ChannelState.CONNECTING);
    }

    @Test
    void isConnectedWhenSignedIn() {
        signIn();
        assertThat(state()).isEqualTo(ChannelState.CONNECTED);
        assertThat(board.read(0, 0).lastAnswer()).isEqualTo(clock.instant());
    }

    @Test
    void tellsANewSortOfTroubleOnce() {
        signIn();
        assertThat(fail(FailureKind.TRANSIENT)).isTrue();
        assertThat(fail(FailureKind.TRANSIENT)).isFalse();
        assertThat(fail(FailureKind.UNAUTHENTICATED)).isTrue();
    }

    @Test
    void aChannelThatComesAndGoesIsToldOnceAMinute() {
        signIn();
        assertThat(fail(FailureKind.TRANSIENT)).isTrue();
        board.answered(0);
        clock.pass(Duration.ofSeconds(30));
        assertThat(fail(FailureKind.TRANSIENT)).isFalse();
        board.answered(0);
        clock.pass(Duration.ofSeconds(31));
        assertThat(fail(FailureKind.TRANSIENT)).isTrue();
    }

    @Test
    void countsAttemptsUntilAGoodAnswer() {
        signIn();
        fail(FailureKind.TRANSIENT);
        fail(FailureKind.TRANSIENT);
        assertThat(board.read(0, 0).attempts()).isEqualTo(2);
        assertThat(board.read(0, 0).reconnects()).isEqualTo(1);
        board.answered(3);
        ChannelStatus status = board.read(0, 0);
        assertThat(status.attempts()).isZero();
        assertThat(status.failure()).isNull();
        assertThat(status.state()).isEqualTo(ChannelState.CONNECTED);
        assertThat(status.events()).isEqualTo(3);
    }

    @Test
    void signingInAloneIsNoRecovery() {
        signIn();
        fail(FailureKind.TRANSIENT);
        signIn();
        assertThat(state()).isEqualTo(ChannelState.RECONNECTING);
    }

    @Test
    void aPollThatIsHeldLongerThanConnectingTakesIsARecovery() {
        signIn();
        fail(FailureKind.TRANSIENT);
        board.polling();
        clock.pass(Duration.ofSeconds(5));
        assertThat(state()).isEqualTo(ChannelState.RECONNECTING);
        clock.pass(Duration.ofSeconds(8));
        assertThat(state()).isEqualTo(ChannelState.CONNECTED);
    }

    @Test
    void tellsTheNextAttempt() {
        signIn();
        fail(FailureKind.TRANSIENT);
        assertThat(board.read(0, 0).nextAttempt()).isEqualTo(clock.instant().plusSeconds(1));
    }

    private void signIn() {
        URI application = URI.create("https://pool.fabrikam.example/applications/1");
        board.signedIn(new Connection(application, application.resolve("/events"), true, null));
    }

    private boolean fail(FailureKind kind) {
        return board.failed(new CallFailedException(kind, "no", null, null), ChannelState.RECONNECTING, Duration.ofSeconds(1));
    }

    private ChannelState state() {
        return board.read(0, 0).state();
    }

    private static final class Ticker extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
