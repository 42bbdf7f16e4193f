package io.github.camelucwa.channel;

import java.net.URI;

import io.github.camelucwa.model.Resource;

/**
 * A signed-in application.
 *
 * @param application URL of the application
 * @param events      where its event channel starts
 * @param created     whether the server made it just now (201) rather than giving back an existing one (200)
 * @param resource    the application as the server sent it
 */
public record Connection(URI application, URI events, boolean created, Resource resource) {
}
