package io.github.camelucwa.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows Camel's health checks at {@code /q/health}; the extension camel-quarkus-microprofile-health does the same. */
@Readiness
@ApplicationScoped
class CamelReadiness implements HealthCheck {

    private final CamelContext camel;

    CamelReadiness(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("camel").up();
        HealthCheckHelper.invokeReadiness(camel).forEach(result -> {
            response.withData(result.getCheck().getId(), result.getState().name());
            if (result.getState() == org.apache.camel.health.HealthCheck.State.DOWN) {
                response.down();
            }
        });
        return response.build();
    }
}
