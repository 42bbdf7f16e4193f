package io.github.camelucwa.channel;

import java.time.Instant;

import io.github.camelucwa.http.CallFailedException;

/**
 * The channel as seen from outside, at one instant.
 *
 * @param state         what it is doing
 * @param since         since when
 * @param application   path of the application, or null
 * @param lastAnswer    when the last good answer came, or null
 * @param lastEvent     when the last event came, or null
 * @param failure       why it is not connected, or null
 * @param attempts      attempts since the failure began
 * @param nextAttempt   when the next attempt is due, or null
 * @param events        events received
 * @param packages      packages received
 * @param reconnects    how often a failure interrupted the channel
 * @param pendingEvents events that routes are not done with
 * @param openInvitations invitations last seen unfinished
 */
public record ChannelStatus(ChannelState state, Instant since, String application, Instant lastAnswer, Instant lastEvent,
                            CallFailedException failure, int attempts, Instant nextAttempt, long events, long packages,
                            long reconnects, int pendingEvents, int openInvitations) {
}
