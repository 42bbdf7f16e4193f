package io.github.camelucwa.simulator;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

import javax.net.ssl.SSLContext;

/**
 * A strict UCWA 2.0 server in one object, for demonstrations and for tests of one's own routes. It speaks what a Skype for Business
 * Server speaks to a client of its web API: discovery, web tickets, applications, the event channel, conversations and invitations;
 * and it refuses what a real server refuses.
 *
 * <pre>{@code
 * try (UcwaSimulator server = UcwaSimulator.create().http().user("sip:bot@fabrikam.example", "s3cret")
 *         .time(SimulatedTime.scaled(100)).start()) {
 *     server.invite("sip:bob@fabrikam.example").declines().after(Duration.ofSeconds(2));
 *     // ... sign a client in at server.discoveryUrl() ...
 *     SimulatedConversation desk = server.account("sip:bot@fabrikam.example").startConversation("Incident 4711");
 *     desk.invite("sip:bob@fabrikam.example");
 *     server.requests().count(RequestKind.EVENTS);
 * }
 * }</pre>
 *
 * <p>What can be switched, all while it runs: {@link #discovery()} and {@link #signIn()} (redirects, challenges, tokens),
 * {@link #faults()} (broken answers and connections), {@link #behaviour()} (order and
 * form of answers), {@link SimulatedAccount} (links only, refused applications), {@link SimulatedApplication} (lost applications and
 * events), {@link SimulatedPerson} (how people react), {@link #time(SimulatedTime)}.</p>
 */
public final class UcwaSimulator implements AutoCloseable {

    private final World world;
    private final SignInSwitches signInSwitches = new SignInSwitches();
    private final SignIn signIn = new SignIn(signInSwitches);
    private final RequestLog log = new RequestLog();
    private final Faults faults = new Faults();
    private final Certificate certificate;
    private final Router router = new Router();
    private final AnswerWriter writer;
    private final Hosts hosts;
    private final List<Thread> players = new CopyOnWriteArrayList<>();

    private UcwaSimulator(Builder builder) {
        world = new World(builder.time, builder.seed);
        builder.users.forEach(user -> world.add(new SimulatedAccount(world, user.sipAddress(), user.password())));
        certificate = builder.tls ? Certificate.make(builder.certificateHosts) : null;
        Doorkeeper door = new Doorkeeper(world, signIn);
        new DiscoveryHandlers(this::discovery, signIn).register(router);
        new TokenHandlers(world, signIn, signInSwitches).register(router);
        new ApplicationHandlers(door).register(router);
        new ConversationHandlers(door).register(router);
        new InvitationHandlers(world, door).register(router);
        writer = new AnswerWriter(new Payloads(builder.plain ? null : builder.seed, world.behaviour()), world.behaviour());
        new ControlHandlers(this).register(router);
        new BatchHandlers(door, router, writer).register();
        hosts = new Hosts(builder.address, builder.port, new SimulatedHost(builder.host, listener(router::find, log, sslContext()), log));
    }

    /**
     * Runs it as a program until it is ended; {@code --help} tells the options.
     *
     * @param arguments options of the command line
     */
    public static void main(String[] arguments) {
        try {
            UcwaSimulator server = CommandLine.start(List.of(arguments), System.out);
            if (server != null) {
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** Begins the description of a server. */
    public static Builder create() {
        return new Builder();
    }

    /**
     * Starts to listen. After a {@link #stop()} it listens on the same port again and knows what it knew.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public UcwaSimulator start() {
        hosts.start();
        return this;
    }

    /** Stops to listen and cuts all connections: an outage of the network. Accounts, applications and tokens stay. */
    public UcwaSimulator stop() {
        hosts.stop();
        return this;
    }

    /** {@link #stop()} and {@link #start()} on the same port. */
    public UcwaSimulator restart() {
        return stop().start();
    }

    /** Forgets all applications and tokens without a word, as the crash of a front end. */
    public UcwaSimulator loseEverything() {
        signIn.forgetTokens();
        world.accounts().forEach(account -> account.applications().forEach(SimulatedApplication::lose));
        return this;
    }

    /** Plays a script: its time, users and people hold at once, its steps begin when a client polls. Several may be played. */
    public UcwaSimulator play(SimulatorScript script) {
        ScriptPlayer player = new ScriptPlayer(this, world, script);
        player.prepare();
        Thread thread = new Thread(player, "ucwa-simulator-script");
        thread.setDaemon(true);
        thread.start();
        players.add(thread);
        return this;
    }

    /** Ends for good. */
    @Override
    public void close() {
        players.forEach(Thread::interrupt);
        stop();
        world.close();
        if (certificate != null) {
            certificate.delete();
        }
    }

    /** Scheme, host and port, e.g. {@code https://localhost:8443}. */
    public String origin() {
        return hosts.main().origin();
    }

    /** The Autodiscover root, which a client starts with. */
    public String discoveryUrl() {
        return hosts.main().discoveryUrl();
    }

    /** The port it listens on. */
    public int port() {
        return hosts.main().listener().port();
    }

    /**
     * A user of the server.
     *
     * @throws IllegalArgumentException when there is none of that address
     */
    public SimulatedAccount account(String sipAddress) {
        SimulatedAccount account = world.account(sipAddress);
        if (account == null) {
            throw new IllegalArgumentException("no user " + sipAddress);
        }
        return account;
    }

    /** All users. */
    public List<SimulatedAccount> accounts() {
        return world.accounts();
    }

    /** Adds a user while it runs. */
    public SimulatedAccount addUser(String sipAddress, String password) {
        SimulatedAccount account = new SimulatedAccount(world, sipAddress, password);
        world.add(account);
        return account;
    }

    /** Tells how a person reacts when invited from now on. */
    public SimulatedPerson invite(String sipAddress) {
        return new SimulatedPerson(world.reactions(), sipAddress);
    }

    /** Everybody reacts as nobody had told anything. */
    public UcwaSimulator forgetReactions() {
        world.reactions().clear();
        return this;
    }

    /** The requests it got. */
    public RequestLog requests() {
        return log;
    }

    /** What discovery answers; further hosts have their own {@link SimulatedHost#discovery()}. */
    public DiscoverySwitches discovery() {
        return hosts.main().discovery();
    }

    /** How it asks who is there. */
    public SignInSwitches signIn() {
        return signInSwitches;
    }

    /**
     * Another host of the same server, such as the pool the user is homed on: same users and applications, but tokens of its own. It
     * starts and stops with the server.
     *
     * @param  name                 host name in its URLs; an address such as {@code 127.0.0.2} is listened on, for any other name it is
     *                              the server's address
     * @throws UncheckedIOException when it cannot listen
     */
    public SimulatedHost addHost(String name) {
        return hosts.add(new SimulatedHost(name, listener(router::find, log, sslContext()), log));
    }

    /**
     * As {@link #addHost(String)}, but always plain HTTP: the first hop that some sites still answer (protocol section 2.2).
     *
     * @param name as for {@link #addHost(String)}
     */
    public SimulatedHost addPlainHost(String name) {
        return hosts.add(new SimulatedHost(name, listener(router::find, log, null), log));
    }

    /**
     * A host that does not belong to the server and must never be sent a password, token or cookie. It challenges whoever asks and
     * takes everything; what it got is in its own {@link SimulatedHost#requests()}.
     *
     * @param  name                 as for {@link #addHost(String)}
     * @throws UncheckedIOException when it cannot listen
     */
    public SimulatedHost addForeignHost(String name) {
        RequestLog own = new RequestLog();
        return hosts.add(new SimulatedHost(name, listener(ForeignHost::target, own, sslContext()), own));
    }

    /** Faults that can be switched on. */
    public Faults faults() {
        return faults;
    }

    /** Switches of the whole server. */
    public Behaviour behaviour() {
        return world.behaviour();
    }

    /** Life of tokens issued from now on, in real time; standard 8 h. */
    public UcwaSimulator tokenLife(Duration life) {
        signInSwitches.tokenLife(life);
        return this;
    }

    /** All tokens issued so far are refused with 401 from now on; a P-GET that is held stays. */
    public UcwaSimulator expireTokens() {
        signIn.forgetTokens();
        return this;
    }

    /**
     * A token as the web ticket service would give it, for clients that get theirs elsewhere.
     *
     * @return                          the token, good for {@link #origin()} only
     * @throws IllegalArgumentException when there is no such user
     */
    public String issueToken(String sipAddress) {
        return signIn.make(account(sipAddress), origin());
    }

    /**
     * Takes a token that was issued elsewhere, for example by an OAuth 2.0 server, on all hosts, for the life of tokens.
     *
     * @throws IllegalArgumentException when there is no such user
     */
    public UcwaSimulator acceptToken(String sipAddress, String token) {
        signIn.accept(account(sipAddress), null, token);
        return this;
    }

    /** How fast time runs from now on; timers that run already keep their pace. */
    public UcwaSimulator time(SimulatedTime time) {
        world.time(time);
        return this;
    }

    /** Trust for the server's self-signed certificate; null on plain HTTP. */
    public SSLContext sslContext() {
        return certificate == null ? null : certificate.sslContext();
    }

    /** Path of a PKCS12 trust store that holds the server's certificate; null on plain HTTP. Deleted by {@link #close()}. */
    public String trustStore() {
        return certificate == null ? null : certificate.trustStore().toString();
    }

    /** Password of {@link #trustStore()}; it protects nothing but a public certificate. */
    public String trustStorePassword() {
        return Certificate.STORE_PASSWORD;
    }

    private DiscoverySwitches discovery(String origin) {
        return hosts.discovery(origin);
    }

    private Listener listener(BiFunction<String, String, Router.Target> target, RequestLog requests, SSLContext tls) {
        return new Listener(target, requests, requests == log ? faults : new Faults(), writer, tls);
    }

    /** What a server is made from. */
    public static final class Builder {

        private record User(String sipAddress, String password) {
        }

        private final List<User> users = new ArrayList<>();
        private final List<String> certificateHosts = new ArrayList<>();
        private String address = "127.0.0.1";
        private String host = "localhost";
        private boolean tls = true;
        private boolean plain;
        private int port;
        private long seed = 1;
        private SimulatedTime time = SimulatedTime.real();

        private Builder() {
        }

        /** Plain HTTP; standard is HTTPS with a self-signed certificate. */
        public Builder http() {
            tls = false;
            return this;
        }

        /** The port to listen on; standard 0, any free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** The address to listen on; standard {@code 127.0.0.1}, for all interfaces {@code 0.0.0.0}. */
        public Builder address(String listenAddress) {
            address = listenAddress;
            return this;
        }

        /** The host name that {@link UcwaSimulator#origin()} tells and the certificate is for; standard {@code localhost}. */
        public Builder host(String name) {
            host = name;
            certificateHosts.add(name);
            return this;
        }

        /** A further host name the certificate is good for, besides localhost and 127.0.0.1. */
        public Builder certificateFor(String name) {
            certificateHosts.add(name);
            return this;
        }

        /** A user who may sign in. */
        public Builder user(String sipAddress, String password) {
            users.add(new User(sipAddress, password));
            return this;
        }

        /** How fast time runs; standard: as on a real server. */
        public Builder time(SimulatedTime simulatedTime) {
            time = simulatedTime;
            return this;
        }

        /** Seed of ids, of the order of members and of what is strewn into payloads; standard 1. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /** Payloads in natural order, without unknown members. */
        public Builder plainPayloads() {
            plain = true;
            return this;
        }

        /** Makes it, without listening. */
        public UcwaSimulator build() {
            return new UcwaSimulator(this);
        }

        /** Makes it and listens. */
        public UcwaSimulator start() {
            return build().start();
        }
    }
}
