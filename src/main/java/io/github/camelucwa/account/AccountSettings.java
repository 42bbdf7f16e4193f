package io.github.camelucwa.account;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.camelucwa.channel.ChannelSettings;
import io.github.camelucwa.wire.WireFormat;

/**
 * What an account is and how it signs in.
 *
 * @param name              how it is called in logs: the SIP address, or what else identifies it
 * @param sipDomain         domain of the SIP address, or null
 * @param discoveryUrl      autodiscover root to use instead of the well-known names, or null
 * @param allowInsecure     whether plain http is permitted
 * @param endpointId        stable id of the application
 * @param userAgent         as sent with the application
 * @param culture           as sent with the application
 * @param signInAs          availability for makeMeAvailable, or null to stay unavailable
 * @param modalities        for makeMeAvailable
 * @param messageFormats    for makeMeAvailable
 * @param activityInterval  pace of reportMyActivity
 * @param deleteOnStop      whether an orderly stop deletes the application
 * @param signInTimeout     how long a start waits for the sign-in
 * @param channel           how the event channel behaves
 */
public record AccountSettings(String name, String sipDomain, URI discoveryUrl, boolean allowInsecure, String endpointId,
                              String userAgent, String culture, String signInAs, List<String> modalities,
                              List<String> messageFormats, Duration activityInterval, boolean deleteOnStop,
                              Duration signInTimeout, ChannelSettings channel) {

    /** What is asked of the server. */
    public WireFormat format() {
        return channel.format();
    }
}
