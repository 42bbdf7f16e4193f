package io.github.camelucwa.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RefusedCredentialsTest {

    private static final String WRONG = RefusedCredentials.key("bot", "wrong");

    private final ManualClock clock = new ManualClock();
    private final RefusedCredentials refused = new RefusedCredentials(clock);
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private AccessToken ask(String credentials, boolean good) throws CallFailedException {
        return refused.attempt(credentials, new CallHandle(), () -> {
            asked.incrementAndGet();
            if (good) {
                return new AccessToken("t", null);
            }
            refused.refused(credentials);
            throw new CallFailedException(FailureKind.CREDENTIALS_REFUSED, "wrong", null, null);
        });
    }

    @Test
    void whatWasRefusedIsNotAskedAgainForFiveMinutes() throws Exception {
        assertThatThrownBy(() -> ask(WRONG, false)).hasMessage("wrong");
        clock.forward(Duration.ofMinutes(4).plusSeconds(59));
        assertThatThrownBy(() -> ask(WRONG, true))
                .isInstanceOfSatisfying(CallFailedException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.CREDENTIALS_REFUSED);
                    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                })
                .hasMessageContaining("to protect the account from being locked").hasMessageNotContaining("bot");
        assertThat(asked).hasValue(1);
        clock.forward(Duration.ofSeconds(1));
        assertThat(ask(WRONG, true)).isNotNull();
    }

    @Test
    void changedCredentialsAreAskedAtOnce() throws Exception {
        assertThatThrownBy(() -> ask(WRONG, false)).hasMessage("wrong");
        assertThat(ask(RefusedCredentials.key("bot", "right"), true)).isNotNull();
    }

    @Test
    void accountsThatStartTogetherMakeOneAttempt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            all.add(threads.submit(() -> {
                go.await();
                assertThatThrownBy(() -> ask(WRONG, false)).isInstanceOf(CallFailedException.class);
                return null;
            }));
        }
        go.countDown();
        for (Future<?> one : all) {
            one.get(10, TimeUnit.SECONDS);
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void whoWaitsForAnothersAttemptCanBeStopped() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        threads.submit(() -> refused.attempt(WRONG, new CallHandle(), () -> {
            begun.countDown();
            try {
                end.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new AccessToken("t", null);
        }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        CallHandle handle = new CallHandle();
        Future<AccessToken> waiting = threads.submit(() -> refused.attempt(WRONG, handle, () -> new AccessToken("t", null)));
        handle.abort();
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS)).hasRootCauseInstanceOf(CallFailedException.class)
                .rootCause().satisfies(e -> assertThat(((CallFailedException) e).kind()).isEqualTo(FailureKind.STOPPED));
        end.countDown();
    }

    @Test
    void aKeyKeepsNothingAndTellsPartsApart() {
        assertThat(RefusedCredentials.key("bot", "secret")).doesNotContain("secret", "bot")
                .isNotEqualTo(RefusedCredentials.key("botsecret", "")).isNotEqualTo(RefusedCredentials.key("bots", "ecret"));
    }
}
