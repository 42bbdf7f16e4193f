package io.github.camelucwa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What tools read of the Kamelets, and users of docs/kamelets.md. */
class KameletFilesTest {

    @ParameterizedTest
    @ValueSource(strings = { "ucwa-invitation-source", "ucwa-invitation-get-action", "ucwa-invitation-cancel-action",
            "ucwa-add-participant-action" })
    void aKameletNamesThisVersionHidesThePasswordAndIsDocumented(String name) throws IOException {
        String kamelet = Files.readString(Path.of("src/main/resources/kamelets", name + ".kamelet.yaml"));
        String version = Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");

        assertThat(kamelet).contains("  name: " + name + "\n", "mvn:io.github.camel-ucwa:camel-ucwa:" + version + "\"",
                "camel.apache.org/kamelet.type: " + name.replaceAll(".*-", ""), "        format: password\n");
        assertThat(Files.readString(Path.of("docs/kamelets.md"))).contains("`" + name + "`");
    }
}
