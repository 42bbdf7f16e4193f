package io.github.camelucwa.http;

/**
 * What the HTTP proxy wants.
 *
 * @param host     proxy's host
 * @param port     proxy's port
 * @param username its user
 * @param password its password
 */
public record ProxyCredentials(String host, int port, String username, String password) {

    /** Never shows user and password. */
    @Override
    public String toString() {
        return "ProxyCredentials[" + host + ":" + port + "]";
    }
}
