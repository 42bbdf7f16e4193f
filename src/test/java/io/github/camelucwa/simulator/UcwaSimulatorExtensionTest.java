package io.github.camelucwa.simulator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The JUnit 5 extension. */
class UcwaSimulatorExtensionTest {

    @RegisterExtension
    static final UcwaSimulatorExtension SHARED = new UcwaSimulatorExtension(UcwaSimulator.create().http().user(TestClient.BOT, "x"));

    @RegisterExtension
    final UcwaSimulatorExtension own = new UcwaSimulatorExtension();

    @Test
    void runsWhileTheTestRuns() {
        assertThat(new TestClient(own.server()).get("/").statusCode()).isEqualTo(200);
        assertThat(own.server()).isNotSameAs(SHARED.server());
    }

    @Test
    void startsWithoutRecordedRequests() {
        assertThat(SHARED.server().requests().all()).isEmpty();
        new TestClient(SHARED.server()).get("/");
    }

    @Test
    void clearsFaultsAndRequestsAfterEachTest() {
        assertThat(SHARED.server().requests().all()).isEmpty();
        new TestClient(SHARED.server()).get("/");
    }

    /** The extension by annotation. */
    @ExtendWith(UcwaSimulatorExtension.class)
    static class ByAnnotationTest {

        @Test
        void isInjected(UcwaSimulator server) {
            assertThat(server.account(UcwaSimulatorExtension.SIP_ADDRESS).applications()).isEmpty();
        }
    }
}
