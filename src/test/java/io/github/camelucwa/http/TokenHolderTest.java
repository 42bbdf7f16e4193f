package io.github.camelucwa.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenHolderTest {

    private static final URI TARGET = URI.create("https://pool.example/ucwa");
    private static final Challenge OFFERED = Challenge.parse(List.of("MsRtcOAuth href=\"https://pool.example/t\",grant_type=\"password\""));

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger fetched = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CallFailedException failure;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private final TokenHolder holder = holder((challenge, target, handle) -> {
        fetched.incrementAndGet();
        await(gate);
        if (failure != null) {
            throw failure;
        }
        return new AccessToken("t" + fetched.get(), clock.instant().plus(Duration.ofHours(8)));
    });

    @AfterEach
    void end() {
        gate.countDown();
        threads.shutdownNow();
    }

    private TokenHolder holder(TokenSource source) {
        return new TokenHolder(Origin.of(TARGET), source, clock, new AtomicLong());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AccessToken renew(AccessToken refused) throws CallFailedException {
        return holder.renew(refused, OFFERED, TARGET, new CallHandle());
    }

    private AccessToken current() throws CallFailedException {
        return holder.current(TARGET, new CallHandle());
    }

    private List<AccessToken> together(int callers, Callable<AccessToken> call) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(callers);
        List<Future<AccessToken>> futures = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            futures.add(threads.submit(() -> {
                barrier.await();
                return call.call();
            }));
        }
        List<AccessToken> tokens = new ArrayList<>();
        for (Future<AccessToken> future : futures) {
            tokens.add(future.get(10, TimeUnit.SECONDS));
        }
        return tokens;
    }

    @Test
    void howeverManyNeedATokenItIsFetchedOnce() throws Exception {
        assertThat(together(32, () -> renew(null))).hasSize(32).containsOnly(renew(null));
        assertThat(fetched).hasValue(1);
    }

    @Test
    void howeverManyHadTheirTokenRefusedItIsReplacedOnce() throws Exception {
        AccessToken first = renew(null);
        assertThat(together(32, () -> renew(first))).doesNotContain(first).containsOnly(current());
        assertThat(fetched).hasValue(2);
    }

    @Test
    void aTokenIsUsedUntilItsEndIsNear() throws Exception {
        AccessToken first = renew(null);
        clock.forward(Duration.ofHours(6));
        assertThat(current()).isSameAs(first);
        clock.forward(Duration.ofMinutes(50));
        assertThat(current()).isNotSameAs(first);
        assertThat(fetched).hasValue(2);
    }

    @Test
    void whileOneRenewsAheadTheOthersGoOnWithThePresentToken() throws Exception {
        AccessToken first = renew(null);
        clock.forward(Duration.ofHours(7));
        gate = new CountDownLatch(1);
        Future<AccessToken> renewing = threads.submit(this::current);
        org.awaitility.Awaitility.await().until(() -> fetched.get() == 2);
        assertThat(current()).isSameAs(first);
        gate.countDown();
        assertThat(renewing.get(10, TimeUnit.SECONDS)).isNotSameAs(first).isSameAs(current());
        assertThat(fetched).hasValue(2);
    }

    @Test
    void aRenewalAheadThatFailsCostsNothingAndIsNotRepeatedAtOnce() throws Exception {
        AccessToken first = renew(null);
        clock.forward(Duration.ofHours(7));
        failure = new CallFailedException(FailureKind.TRANSIENT, "down", null, null);
        assertThat(current()).isSameAs(first);
        assertThat(current()).isSameAs(first);
        assertThat(fetched).hasValue(2);
        clock.forward(Duration.ofSeconds(31));
        assertThat(current()).isSameAs(first);
        assertThat(fetched).hasValue(3);
    }

    @Test
    void anExpiredTokenIsNotSent() throws Exception {
        renew(null);
        clock.forward(Duration.ofHours(9));
        failure = new CallFailedException(FailureKind.TRANSIENT, "down", null, null);
        assertThatThrownBy(this::current).isSameAs(failure);
    }

    @Test
    void aFailedFetchIsToldAndTheNextMayTryAgain() throws Exception {
        failure = new CallFailedException(FailureKind.TRANSIENT, "down", null, null);
        assertThatThrownBy(() -> renew(null)).isSameAs(failure);
        failure = null;
        assertThat(renew(null)).isSameAs(current());
    }

    @Test
    void aTokenWithoutEndIsUsedUntilItIsRefused() throws Exception {
        TokenHolder endless = holder((challenge, target, handle) -> new AccessToken("t" + fetched.incrementAndGet(), null));
        AccessToken first = endless.renew(null, OFFERED, TARGET, new CallHandle());
        clock.forward(Duration.ofDays(1000));
        assertThat(endless.current(TARGET, new CallHandle())).isSameAs(first);
    }

    @Test
    void anEndBeyondAllCalendarsIsHarmless() throws Exception {
        TokenHolder endless = holder((challenge, target, handle) -> new AccessToken("t", Instant.MAX));
        AccessToken first = endless.renew(null, OFFERED, TARGET, new CallHandle());
        assertThat(endless.current(TARGET, new CallHandle())).isSameAs(first);
    }

    @Test
    void aReadyTokenNeedsNoChallenge() throws Exception {
        TokenHolder ready = holder(new FixedTokenSource(" abc "));
        assertThat(ready.current(TARGET, new CallHandle()).value()).isEqualTo("abc");
        assertThatThrownBy(() -> ready.renew(ready.current(TARGET, new CallHandle()), OFFERED, TARGET, new CallHandle()))
                .isInstanceOfSatisfying(CallFailedException.class,
                        e -> assertThat(e.kind()).isEqualTo(FailureKind.CREDENTIALS_REFUSED))
                .hasMessageContainingAll("accessToken", "https://pool.example").hasMessageNotContaining("abc");
    }
}
