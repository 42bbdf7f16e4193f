package io.github.camelucwa.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.camelucwa.model.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of errors in {@code docs/reference.md} says what the classification does. */
class ErrorTableTest {

    static Stream<String> rows() throws Exception {
        String page = Files.readString(Path.of("docs", "reference.md"));
        return page.substring(page.indexOf("<!-- errors: begin -->"), page.indexOf("<!-- errors: end -->")).lines()
                .filter(l -> l.matches("\\| \\d{3} .*"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void kindIsAsClassified(String row) {
        String[] cells = row.replace("`", "").split("\\s*\\|\\s*");
        int status = Integer.parseInt(cells[1]);
        String subcode = "-".equals(cells[2]) ? null : cells[2];
        FailureKind kind = status == 401 ? FailureKind.UNAUTHENTICATED
                : Failures.classify(status, Reason.of("Code", subcode, null));
        assertThat(kind.name()).isEqualTo(cells[3]);
        boolean repeated = cells[4].startsWith("repeated");
        assertThat(kind == FailureKind.TRANSIENT).isEqualTo(repeated);
    }
}
