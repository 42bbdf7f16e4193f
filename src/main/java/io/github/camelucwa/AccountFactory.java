package io.github.camelucwa;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import io.github.camelucwa.account.Account;
import io.github.camelucwa.account.AccountSettings;
import io.github.camelucwa.account.Runtime;
import io.github.camelucwa.channel.ChannelMetrics;
import io.github.camelucwa.channel.ChannelSettings;
import io.github.camelucwa.channel.FileJournal;
import io.github.camelucwa.channel.Journal;
import io.github.camelucwa.channel.StoreJournal;
import io.github.camelucwa.http.FixedTokenSource;
import io.github.camelucwa.http.OAuth2Source;
import io.github.camelucwa.http.Origin;
import io.github.camelucwa.http.RefusedCredentials;
import io.github.camelucwa.http.TokenSource;
import io.github.camelucwa.http.Transport;
import io.github.camelucwa.http.TrustedHosts;
import io.github.camelucwa.http.WebTicketSource;
import io.github.camelucwa.wire.WireFormat;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an account of an endpoint's options. */
final class AccountFactory {

    private static final Logger LOG = LoggerFactory.getLogger(AccountFactory.class);

    private final CamelContext context;
    private final RefusedCredentials refused;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    AccountFactory(CamelContext context, RefusedCredentials refused, ScheduledExecutorService timer, Executor workers) {
        this.context = context;
        this.refused = refused;
        this.timer = timer;
        this.workers = workers;
    }

    Account create(UcwaEndpoint endpoint, ChannelMetrics metrics) throws Exception {
        UcwaConfiguration c = endpoint.getConfiguration();
        AccountSettings settings = settings(c);
        return new Account(settings, new CamelRuntime(c, metrics), journal(c, settings));
    }

    private AccountSettings settings(UcwaConfiguration c) {
        boolean journaled = c.getJournal() != null || c.getJournalFile() != null;
        boolean delete = c.getDeleteApplicationOnStop() != null ? c.getDeleteApplicationOnStop() : !journaled;
        String name = ConfigurationRules.accountName(c);
        ChannelSettings channel = new ChannelSettings(name,
                WireFormat.valueOf(c.getWireFormat().toUpperCase(Locale.ROOT)), Duration.ofMillis(c.getPollTimeout()),
                Duration.ofMillis(c.getMediumInterval()), Duration.ofMillis(c.getLowInterval()),
                "received".equalsIgnoreCase(c.getAcknowledge()), Duration.ofMillis(c.getAcknowledgeTimeout()),
                c.getMaxPendingEvents(), Duration.ofMillis(c.getReconnectDelay()), c.getReconnectBackoff(),
                Duration.ofMillis(c.getReconnectMaxDelay()), ChannelSettings.POLL_MARGIN);
        return new AccountSettings(name, ConfigurationRules.sipDomain(c), ConfigurationRules.discoveryUrl(c),
                c.isAllowInsecure(), endpointId(c), c.getUserAgent() != null ? c.getUserAgent() : "camel-ucwa/" + version(),
                c.getCulture(), c.getSignInAs(), Choice.list(c.getSupportedModalities()),
                Choice.list(c.getSupportedMessageFormats()), Duration.ofMillis(c.getActivityInterval()), delete,
                Duration.ofMillis(c.getSignInTimeout()), channel);
    }

    private String endpointId(UcwaConfiguration c) {
        if (!ConfigurationRules.isEmpty(c.getEndpointId())) {
            return c.getEndpointId();
        }
        if (!context.getNameStrategy().isFixedName()) {
            LOG.warn("{}: this Camel context has no name of its own, so another program like it would share the UCWA application"
                    + " and take its events; give the context a name (camel.main.name) or set the option endpointId",
                    ConfigurationRules.accountName(c));
        }
        String seed = ConfigurationRules.accountName(c) + "|" + ConfigurationRules.username(c) + "|" + context.getName();
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Journal journal(UcwaConfiguration c, AccountSettings settings) {
        if (c.getJournalFile() != null) {
            return new FileJournal(Path.of(c.getJournalFile()));
        }
        if (c.getJournal() == null) {
            return null;
        }
        String name = RefusedCredentials.key(settings.name(), settings.endpointId()).substring(0, 16);
        return new StoreJournal(new StateRepositoryStore(c.getJournal()), name);
    }

    private static String version() {
        String version = AccountFactory.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    /** The account's surroundings, made of the Camel context. */
    private final class CamelRuntime implements Runtime {

        private final UcwaConfiguration c;
        private final ChannelMetrics metrics;

        CamelRuntime(UcwaConfiguration configuration, ChannelMetrics metrics) {
            this.c = configuration;
            this.metrics = metrics;
        }

        @Override
        public Transport transport() throws Exception {
            URI discovery = ConfigurationRules.discoveryUrl(c);
            String host = discovery != null ? Origin.of(discovery).host() : "lyncdiscover." + ConfigurationRules.sipDomain(c);
            return new HttpClients(context).create(host, c);
        }

        @Override
        public TrustedHosts trustedHosts() {
            List<String> hosts = new ArrayList<>(Choice.list(c.getTrustedHosts()));
            URI discovery = ConfigurationRules.discoveryUrl(c);
            if (discovery != null) {
                hosts.add(Origin.of(discovery).host());
            }
            return new TrustedHosts(ConfigurationRules.sipDomain(c), hosts, c.isAllowInsecure());
        }

        @Override
        public TokenSource tokens(Transport transport, TrustedHosts trusted) {
            String username = ConfigurationRules.username(c);
            String password = ConfigurationRules.isEmpty(c.getPassword()) ? null : c.getPassword();
            if (!ConfigurationRules.isEmpty(c.getAccessToken())) {
                return new FixedTokenSource(c.getAccessToken());
            }
            if (!ConfigurationRules.isEmpty(c.getOauth2TokenEndpoint())) {
                return new OAuth2Source(transport, refused, clock(), URI.create(c.getOauth2TokenEndpoint()),
                        c.getOauth2ClientId(), c.getOauth2ClientSecret(), c.getOauth2Scope(), username, password);
            }
            if (password != null) {
                return new WebTicketSource(transport, trusted, refused, clock(),
                        WebTicketSource.Grant.valueOf(c.getGrantType().toUpperCase(Locale.ROOT)), username, password);
            }
            return new ProvidedTokens(c.getTokenProvider());
        }

        @Override
        public Thread newThread(String name, Runnable task) {
            return context.getExecutorServiceManager().newThread(name, task);
        }

        @Override
        public ScheduledExecutorService timer() {
            return timer;
        }

        @Override
        public Executor workers() {
            return workers;
        }

        @Override
        public ChannelMetrics metrics() {
            return metrics;
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }
    }
}
