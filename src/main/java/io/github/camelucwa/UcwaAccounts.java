package io.github.camelucwa;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.account.AccountDirectory;
import io.github.camelucwa.ops.AccountHealthCheck;
import io.github.camelucwa.ops.AccountMeters;
import io.github.camelucwa.http.RefusedCredentials;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.NonManagedService;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The signed-in accounts of one Camel context: each once, however many consumers and producers use it, from whichever
 * component instance. Signed in with the first user, out with the last.
 */
final class UcwaAccounts extends ServiceSupport
        implements ExtendedStartupListener, NonManagedService, AccountDirectory {

    private static final ReentrantLock CREATING = new ReentrantLock();
    /**
     * How long events wait when a route of a running context starts: a cluster's new leader starts its routes one after the
     * other, and what the first event brings is for all of them.
     */
    private static final Duration SETTLING = Duration.ofMillis(200);

    private final CamelContext context;
    private final RefusedCredentials refused = new RefusedCredentials(Clock.systemUTC());
    private final Map<String, Shared> byKey = new ConcurrentHashMap<>();
    private ScheduledExecutorService timer;
    private ExecutorService workers;
    private volatile boolean contextStarted;

    /** An account and those who use it; its lock is held over sign-out, so that the next user does not meet a dying one. */
    private static final class Shared {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile Account account;
        private int users;
        private UcwaEndpoint first;
        private HealthCheck check;
        private AccountMeters meters;
    }

    private UcwaAccounts(CamelContext context) {
        this.context = context;
    }

    /** The accounts of this context. */
    static UcwaAccounts of(CamelContext context) throws Exception {
        CREATING.lock();
        try {
            UcwaAccounts accounts = context.hasService(UcwaAccounts.class);
            if (accounts == null) {
                accounts = new UcwaAccounts(context);
                context.addService(accounts, true, true);
                context.addStartupListener(accounts);
                context.addLifecycleStrategy(accounts.endOfWaits());
            }
            return accounts;
        } finally {
            CREATING.unlock();
        }
    }

    /**
     * The account of an endpoint, made when there is none.
     *
     * @throws IllegalArgumentException when another endpoint of the same account has contradicting options
     */
    AccountLease acquire(UcwaEndpoint endpoint) throws Exception {
        Shared shared = byKey.computeIfAbsent(key(endpoint), k -> new Shared());
        shared.lock.lock();
        try {
            if (shared.account == null) {
                create(shared, endpoint);
                shared.first = endpoint;
                shared.check = registerCheck(endpoint, shared.account);
                shared.account.start();
                if (contextStarted) {
                    Account started = shared.account;
                    timer.schedule(started::release, SETTLING.toMillis(), TimeUnit.MILLISECONDS);
                }
            } else {
                refuseContradiction(shared.first, endpoint);
            }
            shared.users++;
            Account account = shared.account;
            return new AccountLease(account, () -> release(shared, account));
        } finally {
            shared.lock.unlock();
        }
    }

    @Override
    public Collection<Account> accounts() {
        return byKey.values().stream().map(s -> s.account).filter(Objects::nonNull).toList();
    }

    private void create(Shared shared, UcwaEndpoint endpoint) throws Exception {
        AccountMeters meters = AccountMeters.of(context, ConfigurationRules.accountName(endpoint.getConfiguration()));
        try {
            shared.account = new AccountFactory(context, refused, timer, workers).create(endpoint, meters);
        } catch (Exception e) {
            meters.close();
            throw e;
        }
        meters.bind(shared.account);
        shared.meters = meters;
    }

    private void release(Shared shared, Account account) {
        shared.lock.lock();
        try {
            // a context that stopped has ended the account already, whoever still held it
            if (shared.account == account && --shared.users == 0) {
                end(shared);
            }
        } finally {
            shared.lock.unlock();
        }
    }

    /** Without camel-health on the class path there is no registry, and no check. */
    private HealthCheck registerCheck(UcwaEndpoint endpoint, Account account) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null || !endpoint.getComponent().isHealthCheckConsumerEnabled()) {
            return null;
        }
        String explicit = endpoint.getConfiguration().getEndpointId();
        HealthCheck check = new AccountHealthCheck(
                "ucwa:" + account.name() + (ConfigurationRules.isEmpty(explicit) ? "" : ":" + explicit), account,
                Clock.systemUTC());
        registry.register(check);
        return check;
    }

    private void end(Shared shared) {
        if (shared.check != null) {
            HealthCheckRegistry.get(context).unregister(shared.check);
            shared.check = null;
        }
        shared.meters.close();
        Account last = shared.account;
        shared.account = null;
        shared.first = null;
        shared.users = 0;
        last.stop();
    }

    /** Routes start one after the other: events flow only when the last one that may want the first event is listening. */
    @Override
    public void onCamelContextStarted(CamelContext camelContext, boolean alreadyStarted) {
        if (alreadyStarted) {
            eventsMayFlow();
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext camelContext, boolean alreadyStarted) {
        eventsMayFlow();
    }

    /** Told before routes are shut down, which else waits for exchanges that wait for an invitation's end. */
    private LifecycleStrategySupport endOfWaits() {
        return new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                accounts().forEach(Account::endWaits);
            }
        };
    }

    private void eventsMayFlow() {
        contextStarted = true;
        accounts().forEach(Account::release);
    }

    @Override
    protected void doStart() {
        timer = context.getExecutorServiceManager().newScheduledThreadPool(this, "ucwa-timer", 1);
        workers = context.getExecutorServiceManager().newDefaultThreadPool(this, "ucwa-worker");
    }

    @Override
    protected void doStop() {
        for (Shared shared : byKey.values()) {
            shared.lock.lock();
            try {
                if (shared.account != null) {
                    end(shared);
                }
            } finally {
                shared.lock.unlock();
            }
        }
        contextStarted = false;
        context.getExecutorServiceManager().shutdownNow(timer);
        context.getExecutorServiceManager().shutdownNow(workers);
    }

    private static String key(UcwaEndpoint endpoint) {
        UcwaConfiguration c = endpoint.getConfiguration();
        return RefusedCredentials.key(String.valueOf(ConfigurationRules.sipAddress(c)).toLowerCase(java.util.Locale.ROOT),
                String.valueOf(ConfigurationRules.discoveryUrl(c)), ConfigurationRules.username(c),
                String.valueOf(c.getEndpointId()));
    }

    private static void refuseContradiction(UcwaEndpoint first, UcwaEndpoint second) {
        Map<String, Object> one = options(first.getConfiguration());
        Map<String, Object> other = options(second.getConfiguration());
        for (Map.Entry<String, Object> option : one.entrySet()) {
            if (!Objects.equals(option.getValue(), other.get(option.getKey()))) {
                throw new IllegalArgumentException("The endpoints " + first + " and " + second
                        + " use the same account but differ in the option " + option.getKey()
                        + "; give both the same value, or give one an endpointId of its own");
            }
        }
    }

    private static Map<String, Object> options(UcwaConfiguration c) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("allowInsecure", c.isAllowInsecure());
        options.put("password", c.getPassword());
        options.put("grantType", c.getGrantType());
        options.put("accessToken", c.getAccessToken());
        options.put("tokenProvider", c.getTokenProvider());
        options.put("oauth2TokenEndpoint", c.getOauth2TokenEndpoint());
        options.put("oauth2ClientId", c.getOauth2ClientId());
        options.put("oauth2ClientSecret", c.getOauth2ClientSecret());
        options.put("oauth2Scope", c.getOauth2Scope());
        options.put("userAgent", c.getUserAgent());
        options.put("culture", c.getCulture());
        options.put("trustedHosts", c.getTrustedHosts());
        options.put("wireFormat", c.getWireFormat());
        options.put("signInTimeout", c.getSignInTimeout());
        options.put("signInAs", c.getSignInAs());
        options.put("supportedModalities", c.getSupportedModalities());
        options.put("supportedMessageFormats", c.getSupportedMessageFormats());
        options.put("activityInterval", c.getActivityInterval());
        options.put("pollTimeout", c.getPollTimeout());
        options.put("mediumInterval", c.getMediumInterval());
        options.put("lowInterval", c.getLowInterval());
        options.put("acknowledge", c.getAcknowledge());
        options.put("acknowledgeTimeout", c.getAcknowledgeTimeout());
        options.put("journal", c.getJournal());
        options.put("journalFile", c.getJournalFile());
        options.put("maxPendingEvents", c.getMaxPendingEvents());
        options.put("deleteApplicationOnStop", c.getDeleteApplicationOnStop());
        options.put("reconnectDelay", c.getReconnectDelay());
        options.put("reconnectBackoff", c.getReconnectBackoff());
        options.put("reconnectMaxDelay", c.getReconnectMaxDelay());
        options.put("maxResponseSize", c.getMaxResponseSize());
        options.put("http.*", c.getHttp());
        options.put("sslContextParameters", c.getSslContextParameters());
        return options;
    }
}
