package io.github.camelucwa.simulator;

/** What makes two POSTs the same application of a user (protocol section 4.1). */
record ApplicationKey(String endpointId, String culture, String userAgent, String type) {
}
