package io.github.camelucwa.simulator;

import java.util.function.BinaryOperator;

/** Switches of the whole server. All may be changed while it runs. */
public final class Behaviour {

    private volatile boolean eventBefore201;
    private volatile boolean absoluteLocation;
    private volatile boolean bundling;
    private volatile boolean readableAfterCompletion = true;
    private volatile boolean escalationFails;
    private volatile boolean allModalities;
    private volatile boolean compression;
    private volatile LateAnswer lateAnswer = LateAnswer.NOT_FOUND;
    private volatile BinaryOperator<String> links;
    private volatile String makeMeAvailableRevision = "1";

    /** What becomes of accept, decline or cancel that come when it is over (protocol section 8.2). */
    public enum LateAnswer {
        /** 404. */
        NOT_FOUND,
        /** 409. */
        CONFLICT,
        /** 204, though nothing happens. */
        WITHOUT_EFFECT
    }

    Behaviour() {
    }

    /** How accept, decline or cancel of a completed invitation are answered. Standard: {@link LateAnswer#NOT_FOUND}. */
    public Behaviour lateAnswer(LateAnswer answer) {
        lateAnswer = answer;
        return this;
    }

    Answer lateAnswer() {
        return switch (lateAnswer) {
            case NOT_FOUND -> UcwaError.notFound();
            case CONFLICT -> UcwaError.conflict("None", "The invitation has been answered.");
            case WITHOUT_EFFECT -> Answer.of(204);
        };
    }

    /** Whether the {@code started} event is delivered before the 201 of the POST that caused it (protocol section 6.3). Standard: false. */
    public Behaviour eventBefore201(boolean on) {
        eventBefore201 = on;
        return this;
    }

    /** Whether {@code Location} is an absolute URL instead of a path. Standard: false. */
    public Behaviour absoluteLocation(boolean on) {
        absoluteLocation = on;
        return this;
    }

    /** Whether waiting events are replaced by later ones about the same resource (protocol section 6.4). Standard: false. */
    public Behaviour bundling(boolean on) {
        bundling = on;
        return this;
    }

    /** Whether a completed invitation can still be read for {@link SimulatedTimer#COMPLETED_LIFE}; false: 404 at once. Standard: true. */
    public Behaviour readableAfterCompletion(boolean on) {
        readableAfterCompletion = on;
        return this;
    }

    /** Whether making a conference of a two-party conversation fails: ServiceFailure / EscalationFailed. Standard: false. */
    public Behaviour escalationFails(boolean on) {
        escalationFails = on;
        return this;
    }

    /**
     * The revision that the link makeMeAvailable tells; with {@code 2} or above a request with {@code X-MS-RequiresMinResourceVersion: 2}
     * is answered with 201 and what was queued instead of 204 (protocol section 5.1). Standard: 1.
     */
    public Behaviour makeMeAvailableRevision(String revision) {
        makeMeAvailableRevision = revision;
        return this;
    }

    /**
     * Changes the links in all resources and events before they are written, for example to make them absolute or to lead to another
     * host: {@code links((rel, href) -> rel.equals("next") ? foreign.origin() + href : href)}.
     *
     * @param change gets rel and href and gives the href to write; null: links stay as they are, which is standard
     */
    public Behaviour links(BinaryOperator<String> change) {
        links = change;
        return this;
    }

    BinaryOperator<String> links() {
        return links;
    }

    /** Whether answers are compressed for clients that accept gzip. Standard: false. */
    public Behaviour compression(boolean on) {
        compression = on;
        return this;
    }

    boolean compression() {
        return compression;
    }

    /** Whether makeMeAvailable takes any modality; false: 403 for all but Messaging and PhoneAudio (protocol section 5.1). Standard: false. */
    public Behaviour allModalities(boolean on) {
        allModalities = on;
        return this;
    }

    boolean allModalities() {
        return allModalities;
    }

    String makeMeAvailableRevision() {
        return makeMeAvailableRevision;
    }

    boolean eventBefore201() {
        return eventBefore201;
    }

    boolean absoluteLocation() {
        return absoluteLocation;
    }

    boolean bundling() {
        return bundling;
    }

    boolean readableAfterCompletion() {
        return readableAfterCompletion;
    }

    boolean escalationFails() {
        return escalationFails;
    }
}
