package io.github.camelucwa;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/** A proxy for tunnels that leads host names to local ports, as a name server for tests. */
final class LoopbackProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final ToIntFunction<String> ports;
    private final String credentials;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /**
     * @param ports       local port for a host name; negative when there is no such host
     * @param credentials {@code user:password} it wants, or null
     */
    LoopbackProxy(ToIntFunction<String> ports, String credentials) {
        this.ports = ports;
        this.credentials = credentials == null ? null
                : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Hosts that tunnels were asked to, in order, each once in a row. */
    List<String> hosts() {
        List<String> hosts = new CopyOnWriteArrayList<>();
        for (String head : heads) {
            String host = host(head);
            if (hosts.isEmpty() || !hosts.get(hosts.size() - 1).equals(host)) {
                hosts.add(host);
            }
        }
        return hosts;
    }

    /** What clients sent to the proxy itself. */
    List<String> heads() {
        return heads;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            while (true) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                heads.add(head);
                if (credentials != null && !head.contains("Proxy-Authorization: " + credentials)) {
                    write(out, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\n"
                            + "Content-Length: 0\r\n\r\n");
                    continue;
                }
                int port = ports.applyAsInt(host(head));
                if (port < 0) {
                    write(out, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
                    continue;
                }
                tunnel(client, port);
                return;
            }
        } catch (IOException closed) {
            // the client went away
        }
    }

    private void tunnel(Socket client, int port) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            sockets.add(server);
            write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
            daemon(() -> copy(server, client));
            copy(client, server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // one side went away
        } finally {
            close(from);
            close(to);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    private static String host(String head) {
        return head.split(" ", 3)[1].replaceAll(":\\d+$", "");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "loopback-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(LoopbackProxy::close);
    }
}
