package io.github.camelucwa;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;

/** The {@code ucwa} component: invitations of Skype for Business Server as exchanges, and operations on them. */
@Component("ucwa")
public class UcwaComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata(description = "Options of the account that endpoints do not set themselves")
    private UcwaConfiguration configuration = new UcwaConfiguration();
    @Metadata(label = "security", defaultValue = "false",
              description = "Enables the use of the TLS configuration of the Camel context")
    private boolean useGlobalSslContextParameters;

    public UcwaComponent() {
    }

    public UcwaComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        UcwaConfiguration own = configuration.copy();
        forgetOtherCredentials(own, parameters);
        own.getHttp().putAll(PropertiesHelper.extractProperties(parameters, "http."));
        UcwaEndpoint endpoint = new UcwaEndpoint(uri, this, own);
        endpoint.setResource(remaining);
        setProperties(endpoint, parameters);
        if (own.getSslContextParameters() == null) {
            own.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        if (parameters.isEmpty()) {
            // left-over parameters are misspelt options, which Camel reports by name right after this
            endpoint.validate();
        }
        return endpoint;
    }

    /** An endpoint that names credentials of its own means these, not another sort it would take from the component. */
    private static void forgetOtherCredentials(UcwaConfiguration own, Map<String, Object> parameters) {
        boolean provider = parameters.containsKey("tokenProvider");
        boolean explicit = parameters.containsKey("password") || parameters.containsKey("oauth2TokenEndpoint");
        if (parameters.containsKey("accessToken") || !provider && !explicit) {
            return;
        }
        own.setAccessToken(null);
        if (!explicit) {
            own.setPassword(null);
            own.setOauth2TokenEndpoint(null);
        }
    }

    public UcwaConfiguration getConfiguration() {
        return configuration;
    }

    /** Options of the account that endpoints do not set themselves. */
    public void setConfiguration(UcwaConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** Enables the use of the TLS configuration of the Camel context. */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
