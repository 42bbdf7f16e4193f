package io.github.camelucwa.simulator;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The simulator as a program. */
class CommandLineTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void tellsWhereItListens() {
        try (UcwaSimulator server = start("--http", "--port", "0", "--user", "sip:a@fabrikam.example", "--password", "hidden")) {
            assertThat(printed.toString()).contains(server.origin(), server.discoveryUrl(), "sip:a@fabrikam.example").doesNotContain("hidden");
        }
    }

    @Test
    void hasAUserForDemonstrations() {
        try (UcwaSimulator server = start("--http", "--port", "0", "--time", "10")) {
            assertThat(server.accounts()).hasSize(1);
            assertThat(printed.toString()).contains("sip:bot@fabrikam.example  password s3cret");
        }
    }

    @Test
    void usesTlsUnlessToldOtherwise() {
        try (UcwaSimulator server = start("--port", "0")) {
            assertThat(server.origin()).startsWith("https://");
            assertThat(printed.toString()).contains(server.trustStore());
        }
    }

    @Test
    void explainsItself() {
        assertThat(start("--help")).isNull();
        assertThat(printed.toString()).contains("--script file.json");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> start("--prot", "1")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("--prot");
        assertThatThrownBy(() -> start("--user", "sip:a@b")).hasMessageContaining("--password");
        assertThatThrownBy(() -> start("--port")).hasMessageContaining("needs a value");
    }

    private UcwaSimulator start(String... arguments) {
        return CommandLine.start(List.of(arguments), new PrintStream(printed, true));
    }
}
