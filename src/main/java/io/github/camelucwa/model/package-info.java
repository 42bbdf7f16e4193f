/**
 * What UCWA talks about, as immutable values: resources, invitations, participants, events, reasons.
 * Knows nothing of HTTP, of parsers or of Camel.
 */
package io.github.camelucwa.model;
