package io.github.camelucwa.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.channel.ChannelSettings;
import io.github.camelucwa.channel.ChannelState;
import io.github.camelucwa.channel.ChannelStatus;
import io.github.camelucwa.http.CallFailedException;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Readiness of one account, derived from the last good answer of the server and not from a thread being alive. Never a
 * matter of liveness: restarting the process does not mend a server that is down. Reads a snapshot; does no I/O.
 */
public final class AccountHealthCheck implements HealthCheck {

    private final String id;
    private final Account account;
    private final Clock clock;
    private volatile boolean enabled = true;

    /** @param id stable and predictable: {@code ucwa:} and the SIP address, with the endpointId when that is set */
    public AccountHealthCheck(String id, Account account, Clock clock) {
        this.id = id;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Map<String, Object> getMetaData() {
        return Map.of(CHECK_ID, id, CHECK_GROUP, getGroup());
    }

    @Override
    public Result call(Map<String, Object> options) {
        ChannelStatus status = account.status();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        describe(result, status);
        Duration silence = silence(status);
        if (silence != null) {
            return result.down().message("No answer of the server for " + silence.toSeconds() + " s").build();
        }
        switch (status.state()) {
            case CONNECTED, STANDBY, IDLE -> result.up();
            case CONNECTING -> result.down().message("Signing in for the first time");
            case STOPPED -> result.down().message("Stopped");
            default -> result.down();
        }
        CallFailedException failure = status.failure();
        if (failure != null) {
            result.message(failure.getMessage());
            result.error(failure);
        }
        return result.build();
    }

    private void describe(HealthCheckResultBuilder result, ChannelStatus status) {
        result.detail("account", account.name());
        result.detail("state", status.state().name().toLowerCase(java.util.Locale.ROOT));
        result.detail("since", status.since().toString());
        detail(result, "application", status.application());
        detail(result, "lastAnswer", status.lastAnswer());
        detail(result, "lastEvent", status.lastEvent());
        detail(result, "nextAttempt", status.nextAttempt());
        CallFailedException failure = status.failure();
        if (failure == null) {
            return;
        }
        result.detail("attempts", status.attempts());
        if (failure.status() > 0) {
            result.detail(HTTP_RESPONSE_CODE, failure.status());
        }
        detail(result, "code", failure.code());
        detail(result, "subcode", failure.subcode());
        detail(result, "diagnostics", failure.diagnostics());
    }

    /**
     * How long the server has been silent, when that is longer than any poll may take although nothing keeps the channel from
     * polling; null otherwise.
     */
    private Duration silence(ChannelStatus status) {
        if (status.state() != ChannelState.CONNECTED || status.lastAnswer() == null || status.pendingEvents() > 0) {
            return null;
        }
        Duration silence = Duration.between(status.lastAnswer(), clock.instant());
        Duration longest = account.pollTimeout().plus(ChannelSettings.POLL_MARGIN.multipliedBy(2));
        return silence.compareTo(longest) > 0 ? silence : null;
    }

    private static void detail(HealthCheckResultBuilder result, String name, Object value) {
        if (value != null) {
            result.detail(name, value instanceof Instant instant ? instant.toString() : value);
        }
    }
}
