package io.github.camelucwa;

import java.time.Instant;
import java.util.Map;

import io.github.camelucwa.model.Invitation;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.cloudevents.CloudEvents;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Makes a CloudEvent of what a {@code ucwa:} endpoint gave: attributes as Camel's CloudEvent headers, the invitation as JSON.
 * The id is that of the event, so that receivers can tell repeated deliveries.
 */
@DataTypeTransformer(name = "ucwa:application-cloudevents",
                     description = "Adds CloudEvent headers to a UCWA event and makes the invitation in the body JSON")
public class UcwaCloudEventTransformer extends Transformer {

    static final String TYPE_PREFIX = "io.github.camelucwa.invitation.";
    private static final String JSON = "application/json";

    @Override
    public void transform(Message message, DataType from, DataType to) throws Exception {
        CloudEvent cloudEvent = CloudEvents.v1_0;
        String id = message.getHeader(UcwaConstants.EVENT_ID, String.class);
        String type = message.getHeader(UcwaConstants.EVENT_TYPE, String.class);
        Long received = message.getHeader(UcwaConstants.MESSAGE_TIMESTAMP, Long.class);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID, id != null ? id : message.getExchange().getExchangeId());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, cloudEvent.version());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, TYPE_PREFIX + (type != null ? type : "read"));
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE,
                message.getHeader(UcwaConstants.SIP_ADDRESS, "ucwa", String.class));
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TIME, received != null ? Instant.ofEpochMilli(received).toString()
                : cloudEvent.getEventTime(message.getExchange()));
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE, JSON);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_CONTENT_TYPE, JSON);
        InvitationMessages.header(message, CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, message.getHeader(UcwaConstants.HREF));
        if (message.getBody() instanceof Invitation || message.getBody() instanceof Map || message.getBody() instanceof byte[]) {
            message.setBody(UcwaConverters.toString(message.getMandatoryBody(Invitation.class)));
        }
    }
}
