package io.github.camelucwa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The code blocks of a page of documentation, so that tests run what readers copy. */
final class Snippets {

    private final String page;
    private final String text;

    private Snippets(String page, String text) {
        this.page = page;
        this.text = text;
    }

    /** @param page path from the root of the project, e.g. {@code docs/kamelets.md} */
    static Snippets of(String page) {
        try {
            return new Snippets(page, Files.readString(Path.of(page)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All blocks of a language, in the order of the page. */
    List<String> all(String language) {
        return Pattern.compile("^```" + language + "\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE).matcher(text).results()
                .map(block -> block.group(1)).toList();
    }

    /** The only block of a language that contains a text. */
    String with(String language, String part) {
        List<String> found = all(language).stream().filter(block -> block.contains(part)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(page + " has " + found.size() + " " + language + " blocks with " + part);
        }
        return found.get(0);
    }
}
