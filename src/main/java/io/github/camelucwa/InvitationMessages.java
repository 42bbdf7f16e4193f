package io.github.camelucwa;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.github.camelucwa.http.Urls;
import io.github.camelucwa.model.Event;
import io.github.camelucwa.model.Invitation;
import io.github.camelucwa.model.Link;
import io.github.camelucwa.model.Participant;
import io.github.camelucwa.model.Reason;
import io.github.camelucwa.model.Resource;
import io.github.camelucwa.wire.Wire;
import io.github.camelucwa.wire.WireFormat;
import org.apache.camel.Message;

/** Writes invitations and events into messages: body by {@code bodyType}, headers as {@link UcwaConstants} lists them. */
final class InvitationMessages {

    private final String bodyType;
    private final WireFormat format;

    InvitationMessages(String bodyType, WireFormat format) {
        this.bodyType = bodyType;
        this.format = format;
    }

    /**
     * The body for a resource.
     *
     * @param raw the bytes as the server sent them; null when the resource was a part of something larger
     */
    Object body(Resource resource, byte[] raw) {
        return switch (bodyType) {
            case "map" -> Invitation.of(resource).toMap();
            case "json" -> new String(Wire.of(WireFormat.JSON).writeResource(resource), StandardCharsets.UTF_8);
            case "raw" -> raw != null ? raw : Wire.of(format).writeResource(resource);
            default -> Invitation.of(resource);
        };
    }

    /** Headers that say what the resource is. */
    void describe(Message message, Resource resource, URI base) {
        Invitation invitation = Invitation.of(resource);
        header(message, UcwaConstants.RESOURCE, resource.getRel());
        header(message, UcwaConstants.HREF, absolute(base, resource.getHref()));
        header(message, UcwaConstants.STATE, invitation.getState());
        header(message, UcwaConstants.DIRECTION, invitation.getDirection());
        header(message, UcwaConstants.IMPORTANCE, invitation.getImportance());
        header(message, UcwaConstants.SUBJECT, invitation.getSubject());
        header(message, UcwaConstants.THREAD_ID, invitation.getThreadId());
        header(message, UcwaConstants.OPERATION_ID, invitation.getOperationId());
        header(message, UcwaConstants.TO, invitation.getTo());
        Participant from = invitation.getFrom();
        header(message, UcwaConstants.FROM, from == null ? null : from.getUri());
        header(message, UcwaConstants.CONVERSATION,
                absolute(base, resource.link("conversation").map(Link::href).orElse(null)));
    }

    /**
     * Headers that say how it ended, taken from the event: a failure carries its reason there (protocol §7.3).
     *
     * @param resource the invitation as far as it is known: its state decides when the event tells no status
     */
    void outcome(Message message, Event event, Resource resource) {
        if (!event.isCompleted()) {
            return;
        }
        boolean success = event.status() == null ? "Connected".equals(resource.text("state")) : event.isSuccess();
        header(message, UcwaConstants.EVENT_STATUS, success ? "Success" : "Failure");
        Reason reason = event.reason();
        if (reason != null) {
            header(message, UcwaConstants.REASON_CODE, reason.code());
            header(message, UcwaConstants.REASON_SUBCODE, reason.subcode());
            header(message, UcwaConstants.REASON_MESSAGE, reason.message());
        }
    }

    static void header(Message message, String name, Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }

    private static String absolute(URI base, String href) {
        if (href == null || base == null) {
            return href;
        }
        try {
            return Urls.resolve(base, href).toString();
        } catch (IllegalArgumentException e) {
            return href;
        }
    }
}
