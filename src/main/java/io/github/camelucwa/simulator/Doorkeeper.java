package io.github.camelucwa.simulator;

/** Lets a request through to an application only with a token of its owner for this host, while the application exists. */
final class Doorkeeper {

    private static final float HIGHEST_VERSION = 2;

    private final World world;
    private final SignIn signIn;

    Doorkeeper(World world, SignIn signIn) {
        this.world = world;
        this.signIn = signIn;
    }

    SimulatedAccount account(Request request) {
        SimulatedAccount account = signIn.require(request);
        if (request.method().equals("POST") && request.header("content-length") == null && request.header("transfer-encoding") == null) {
            throw new Refusal(Answer.html(411, "Length Required"));
        }
        if (request.header("x-ms-origin") != null) {
            throw new Refusal(UcwaError.of(403, "Forbidden", "None", "Service does not allow a cross domain request from this origin."));
        }
        String version = request.header("x-ms-requiresminresourceversion");
        if (version != null && number(version) > HIGHEST_VERSION) {
            throw new Refusal(UcwaError.of(404, "NotFound", "APIVersionNotSupported", "The version is not supported."));
        }
        return account;
    }

    /** A number that cannot be read counts as too high. */
    static float number(String version) {
        try {
            return Float.parseFloat(version);
        } catch (NumberFormatException e) {
            return Float.MAX_VALUE;
        }
    }

    SimulatedApplication application(Request request) {
        SimulatedAccount account = account(request);
        SimulatedApplication application = world.application(request.variable("app"));
        if (application == null) {
            throw new Refusal(UcwaError.applicationNotFound());
        }
        if (application.account() != account) {
            throw new Refusal(UcwaError.of(403, "Forbidden", "None", "The application belongs to another user."));
        }
        Answer gone = application.gone();
        if (gone != null) {
            throw new Refusal(gone);
        }
        return application;
    }

    SimulatedConversation conversation(Request request, String id) {
        SimulatedConversation conversation = id == null ? null : application(request).conversation(id);
        if (conversation == null) {
            throw new Refusal(UcwaError.of(404, "NotFound", "ConversationNotFound", "The conversation doesn't exist."));
        }
        return conversation;
    }
}
