package io.github.camelucwa.model;

import java.io.Serializable;

/**
 * One event of the event channel (protocol §6.2).
 *
 * @param type       {@code added}, {@code updated}, {@code deleted}, {@code started}, {@code completed}, or a word unknown yet
 * @param link       the target; its rel is never null, its href only if the resource is embedded without a self link
 * @param in         the collection the target was added to or removed from, or null
 * @param resource   the embedded target, or null when the event has only the link
 * @param status     {@code Success} or {@code Failure} of a completed operation, or null
 * @param reason     why it failed or changed, or null
 * @param senderRel  rel of the resource that raised the event, or null
 * @param senderHref its href as written, or null
 */
public record Event(String type, Link link, Link in, Resource resource, String status, Reason reason, String senderRel,
        String senderHref) implements Serializable {

    /** True if the target is an invitation of any kind, also of one unknown yet (protocol §7.6). */
    public boolean isInvitation() {
        return link.rel().endsWith("Invitation");
    }

    /** True if the operation has ended. */
    public boolean isCompleted() {
        return "completed".equals(type);
    }

    /**
     * True if the operation has ended well (protocol §7.3): the status decides, without one the state of the embedded
     * resource; everything that is not known as success is a failure.
     */
    public boolean isSuccess() {
        if (!isCompleted()) {
            return false;
        }
        if (status != null) {
            return status.equals("Success");
        }
        return resource != null && "Connected".equals(resource.text("state"));
    }

    /** Type, target and status only: the resource may be confidential. */
    @Override
    public String toString() {
        return "Event[" + type + " " + link + (status == null ? "" : " " + status) + (reason == null ? "" : " " + reason) + "]";
    }
}
