package io.github.camelucwa.ops;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.channel.ChannelStatus;

/** The figures of an account that console and JMX show, read at one instant; no secret and no message text among them. */
public final class AccountFigures {

    private final Map<String, Object> values;

    private AccountFigures(Map<String, Object> values) {
        this.values = values;
    }

    /** The figures now. */
    public static AccountFigures of(Account account) {
        ChannelStatus status = account.status();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("state", UcwaDevConsole.word(status));
        values.put("since", status.since().toString());
        put(values, "application", status.application());
        put(values, "endpointId", account.endpointId());
        put(values, "lastAnswer", status.lastAnswer());
        put(values, "lastEvent", status.lastEvent());
        values.put("events", status.events());
        values.put("packages", status.packages());
        values.put("reconnects", status.reconnects());
        values.put("pendingEvents", status.pendingEvents());
        values.put("openInvitations", status.openInvitations());
        values.put("pendingJournalEntries", account.pendingJournalEvents());
        values.put("tokensFetched", account.tokensFetched());
        if (status.failure() != null) {
            values.put("failure", status.failure().getMessage());
            values.put("attempts", status.attempts());
            put(values, "nextAttempt", status.nextAttempt());
        }
        return new AccountFigures(values);
    }

    /** Names and values, in the order to show them. */
    public Map<String, Object> values() {
        return values;
    }

    /** One of them, or null. */
    public Object get(String name) {
        return values.get(name);
    }

    private static void put(Map<String, Object> values, String name, Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }
}
