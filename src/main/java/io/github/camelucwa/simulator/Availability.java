package io.github.camelucwa.simulator;

import java.util.List;

/** What makeMeAvailable asked for (protocol section 5.1). */
record Availability(String signInAs, List<String> modalities, List<String> formats) {
}
