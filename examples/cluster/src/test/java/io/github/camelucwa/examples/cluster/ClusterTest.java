package io.github.camelucwa.examples.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The example as a user runs it. */
class ClusterTest {

    @Test
    void nothingIsLostWhenTheLeaderIsKilled() throws Exception {
        Process example = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-classpath",
                System.getProperty("java.class.path"), Cluster.class.getName()).redirectErrorStream(true).start();
        String output = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(example.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("leads, and is killed now").contains("cluster nothing was lost").doesNotContain("ERROR");
        assertThat(example.exitValue()).isZero();
    }
}
