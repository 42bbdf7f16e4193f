package io.github.camelucwa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/troubleshooting.md and the messages in the code: each message has its cure, and no cure is for a message that is gone. */
class TroubleshootingTest {

    /** Shorter pieces of a message say too little to be looked for. */
    private static final int TELLING = 12;
    private static final Pattern MESSAGE = Pattern.compile("(?:new \\w+Exception|LOG\\.(?:warn|error))\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    /** What a page says of a whole family at once. */
    private static final List<String> FAMILIES = List.of("JSON ", "XML ", "Empty body instead of ");

    @Test
    void everyMessageHasItsCure() throws IOException {
        String page = page();

        List<String> missing = messages().stream()
                .filter(message -> FAMILIES.stream().noneMatch(message::startsWith))
                .filter(message -> !page.contains(message.strip())).toList();

        assertThat(missing).as("messages in the code without a row in docs/troubleshooting.md").isEmpty();
    }

    @Test
    void everyCureIsForAMessageThatExists() throws IOException {
        String code = String.join("\n", sources());
        Stream<String> quoted = Pattern.compile("^\\| (`.*?`) \\| ", Pattern.MULTILINE).matcher(page()).results()
                .flatMap(row -> Pattern.compile("`([^`]+)`").matcher(row.group(1)).results()).map(message -> message.group(1));

        List<String> gone = quoted.flatMap(message -> Arrays.stream(message.split("\u2026"))).map(String::strip)
                .filter(piece -> piece.length() >= TELLING && !code.contains(piece)).toList();

        assertThat(gone).as("messages in docs/troubleshooting.md that the code does not know").isEmpty();
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/troubleshooting.md"));
    }

    /** Of each message in the code the longest piece that is always the same. */
    private static Set<String> messages() throws IOException {
        Set<String> messages = new LinkedHashSet<>();
        for (String source : sources()) {
            for (MatchResult start : MESSAGE.matcher(source).results().toList()) {
                longestPiece(arguments(source, start.end())).ifPresent(messages::add);
            }
        }
        return messages;
    }

    private static Optional<String> longestPiece(String arguments) {
        return LITERAL.matcher(arguments).results().flatMap(literal -> Arrays.stream(literal.group(1).split("\\{}")))
                .map(String::strip).filter(piece -> piece.length() >= TELLING).max(Comparator.comparingInt(String::length));
    }

    /** What stands between the bracket before {@code from} and the one that closes it. */
    private static String arguments(String source, int from) {
        int open = 1;
        boolean quoted = false;
        int at = from;
        for (; open > 0; at++) {
            char c = source.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                open++;
            } else if (!quoted && c == ')') {
                open--;
            }
        }
        return source.substring(from, at - 1);
    }

    /** The component's sources, literals that were broken into lines put together. */
    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/github/camelucwa"))) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.toString().contains("simulator"))
                    .map(TroubleshootingTest::read).map(source -> source.replaceAll("\"\\s*\\+\\s*\"", "")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
