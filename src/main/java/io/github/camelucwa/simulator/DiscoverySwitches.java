package io.github.camelucwa.simulator;

/**
 * What discovery answers (protocol section 2). One answer of the root and one of the user resource is in force at a time; standard is
 * a root with {@code user} and a user resource with {@code applications}. All may be switched while the server runs.
 */
public final class DiscoverySwitches {

    /** Answers of the root. */
    enum Root { USER, REDIRECT_IN_BODY, REDIRECT_BY_HTTP, LOOP_IN_BODY, LOOP_BY_HTTP, HTML, XML, WITHOUT_LINKS, NOT_FOUND }

    /** Answers of the user resource. */
    enum User { APPLICATIONS, REDIRECT, FORBIDDEN, NOT_FOUND }

    /** The answers in force. */
    record Plan(Root root, String rootTarget, User user, String userTarget, String applicationsOrigin, String revision) {
    }

    private volatile Plan plan = new Plan(Root.USER, null, User.APPLICATIONS, null, null, "2");

    DiscoverySwitches() {
    }

    /** Back to the standard. */
    public DiscoverySwitches reset() {
        return set(new Plan(Root.USER, null, User.APPLICATIONS, null, null, "2"));
    }

    /** The root has {@code redirect} instead of {@code user}. @param href another root */
    public DiscoverySwitches redirectInBody(String href) {
        return root(Root.REDIRECT_IN_BODY, href);
    }

    /** The root is answered with HTTP 302. @param location another root, on the same host or elsewhere */
    public DiscoverySwitches redirectByHttp(String location) {
        return root(Root.REDIRECT_BY_HTTP, location);
    }

    /** The root's {@code redirect} leads to ever new URLs of the same root. */
    public DiscoverySwitches loopInBody() {
        return root(Root.LOOP_IN_BODY, null);
    }

    /** HTTP 302 leads to ever new URLs of the same root. */
    public DiscoverySwitches loopByHttp() {
        return root(Root.LOOP_BY_HTTP, null);
    }

    /** The root is an HTML page with status 200. */
    public DiscoverySwitches html() {
        return root(Root.HTML, null);
    }

    /** The root is XML whatever the client accepts. */
    public DiscoverySwitches xml() {
        return root(Root.XML, null);
    }

    /** The root has neither {@code user} nor {@code redirect}. */
    public DiscoverySwitches withoutUser() {
        return root(Root.WITHOUT_LINKS, null);
    }

    /** The root is answered with 404. */
    public DiscoverySwitches notFound() {
        return root(Root.NOT_FOUND, null);
    }

    /** The user resource has {@code redirect} instead of {@code applications}. @param href a root, or a user resource */
    public DiscoverySwitches userRedirect(String href) {
        return user(User.REDIRECT, href);
    }

    /** The user resource is answered with 403 and no UCWA body. */
    public DiscoverySwitches userForbidden() {
        return user(User.FORBIDDEN, null);
    }

    /** The user resource is answered with 404. */
    public DiscoverySwitches userNotFound() {
        return user(User.NOT_FOUND, null);
    }

    /**
     * {@code applications} is on another host, which wants a token of its own.
     *
     * @param origin e.g. {@link SimulatedHost#origin()}
     */
    public DiscoverySwitches applicationsAt(String origin) {
        Plan now = plan;
        return set(new Plan(now.root(), now.rootTarget(), now.user(), now.userTarget(), origin, now.revision()));
    }

    /** Attribute {@code revision} of the link {@code applications}; null leaves it out. Standard: 2. */
    public DiscoverySwitches revision(String revision) {
        Plan now = plan;
        return set(new Plan(now.root(), now.rootTarget(), now.user(), now.userTarget(), now.applicationsOrigin(), revision));
    }

    Plan plan() {
        return plan;
    }

    private DiscoverySwitches root(Root root, String target) {
        Plan now = plan;
        return set(new Plan(root, target, now.user(), now.userTarget(), now.applicationsOrigin(), now.revision()));
    }

    private DiscoverySwitches user(User user, String target) {
        Plan now = plan;
        return set(new Plan(now.root(), now.rootTarget(), user, target, now.applicationsOrigin(), now.revision()));
    }

    private DiscoverySwitches set(Plan changed) {
        plan = changed;
        return this;
    }
}
