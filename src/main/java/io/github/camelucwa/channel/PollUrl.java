package io.github.camelucwa.channel;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the P-GET's parameters to the URL the server gave, keeping everything it put there: {@code ack} above all, which only
 * the server may set (protocol §6.1).
 */
final class PollUrl {

    private PollUrl() {
    }

    static URI of(URI link, Duration timeout, Duration medium, Duration low) {
        List<String> parameters = new ArrayList<>();
        if (link.getRawQuery() != null) {
            for (String parameter : link.getRawQuery().split("&")) {
                String name = parameter.replaceFirst("=.*", "");
                if (!parameter.isEmpty() && !name.equals("timeout") && !name.equals("medium") && !name.equals("low")) {
                    parameters.add(parameter);
                }
            }
        }
        parameters.add("low=" + low.toSeconds());
        parameters.add("medium=" + medium.toSeconds());
        parameters.add("timeout=" + timeout.toSeconds());
        String text = link.toString();
        int end = text.indexOf('?') >= 0 ? text.indexOf('?') : text.indexOf('#') >= 0 ? text.indexOf('#') : text.length();
        return URI.create(text.substring(0, end) + "?" + String.join("&", parameters));
    }
}
