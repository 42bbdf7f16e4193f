package io.github.camelucwa.model;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatesTest {

    private static final Instant INSTANT = Instant.parse("2013-03-26T19:52:07.968Z");

    @ParameterizedTest
    @ValueSource(strings = { "/Date(1364327527968)/", "/Date(1364327527968+0100)/", "/Date(1364327527968-0800)/",
            "2013-03-26T19:52:07.968Z", "2013-03-26T12:52:07.9680000-07:00", "2013-03-26T19:52:07.968", " 2013-03-26T19:52:07.968Z " })
    void readsAllForms(String text) {
        assertThat(Dates.parse(text)).contains(INSTANT);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "yesterday", "/Date()/", "/Date(99999999999999999999)/", "/Date(1)", "2013-03-26", "2013-13-26T00:00:00Z" })
    void isEmptyForAnythingElse(String text) {
        assertThat(Dates.parse(text)).isEmpty();
    }

    @Test
    void isEmptyForNull() {
        assertThat(Dates.parse(null)).isEmpty();
    }

    @Test
    void readsDatesBefore1970() {
        assertThat(Dates.parse("/Date(-1000)/")).contains(Instant.ofEpochSecond(-1));
    }

    @Test
    void writesTheFormOfJson() {
        assertThat(Dates.ajax(INSTANT)).isEqualTo("/Date(1364327527968)/");
    }
}
