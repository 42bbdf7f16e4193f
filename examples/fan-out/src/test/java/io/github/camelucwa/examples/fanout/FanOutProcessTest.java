package io.github.camelucwa.examples.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The program as a user starts and stops it. */
class FanOutProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DISORDER = "(?s).*(  WARN |  ERROR |Exception|\\tat ).*";

    @TempDir
    Path directory;
    private Process program;

    @AfterEach
    void end() {
        program.destroyForcibly();
    }

    @Test
    void runsToItsEndAndShowsWhatHappens() throws Exception {
        start("-Dexample.pace=5", "-Dpatience=1000");
        awaitEnd();
        assertThat(output()).contains("sip:helpdesk@fabrikam.example: signed in")
                .contains("queue      completed, Connected, sip:erin@fabrikam.example")
                .contains("\"sip:bob@fabrikam.example could not be reached, because the invitation was declined\"")
                .containsPattern("signed out, application .* deleted").contains("README.md")
                .doesNotMatch(DISORDER);
        assertThat(program.exitValue()).isZero();
    }

    @Test
    void aSignalStopsItInOrder() throws Exception {
        start();
        await().atMost(PATIENCE).until(() -> output().contains("queue      started"));
        program.destroy();
        awaitEnd();
        assertThat(output()).containsPattern("signed out, application .* deleted").doesNotMatch(DISORDER);
    }

    @Test
    void aMistakeIsToldInOneLine() throws Exception {
        start("-Ducwa.sipAddress=sip:me@fabrikam.example");
        awaitEnd();
        assertThat(output()).contains("The example could not start: No credentials").doesNotContain("\tat ")
                .doesNotContain("simulated");
        assertThat(program.exitValue()).isEqualTo(1);
    }

    private void start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), FanOut.class.getName()));
        program = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile()).start();
    }

    private void awaitEnd() throws InterruptedException {
        assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(() -> "ended; it said: " + output()).isTrue();
    }

    private Path log() {
        return directory.resolve("output.txt");
    }

    private String output() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
