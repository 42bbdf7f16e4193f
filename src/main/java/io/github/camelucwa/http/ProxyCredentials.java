package io.github.camelucwa.http;

/**
 * What the HTTP proxy wants.
 *
 * @param host        proxy's host
 * @param port        proxy's port
 * @param username    its user
 * @param password    its password
 * @param domain      Windows domain when the proxy wants NTLM, else null
 * @param workstation name of this machine for NTLM, or null
 */
public record ProxyCredentials(String host, int port, String username, String password, String domain, String workstation) {

    /** Never shows user and password. */
    @Override
    public String toString() {
        return "ProxyCredentials[" + host + ":" + port + "]";
    }
}
