package io.github.camelucwa.examples.cluster;

import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.main.Main;

/**
 * One of several equal processes. Its route runs only while this process is the leader; here the leader is who holds a lock on a
 * file, elsewhere a Kubernetes, Infinispan or ZooKeeper cluster service decides.
 */
public final class Node {

    private Node() {
    }

    public static void main(String[] args) throws Exception {
        Main camel = new Main(Node.class);
        camel.configure().addConfiguration(Leadership.class);
        camel.run(args);
    }

    /** Makes the cluster service and the route policy {@code leader}. */
    public static final class Leadership implements CamelConfiguration {

        @Override
        public void configure(CamelContext camel) throws Exception {
            FileLockClusterService service = new FileLockClusterService();
            service.setRoot(camel.resolvePropertyPlaceholders("{{cluster.directory}}/locks"));
            service.setAcquireLockDelay(1);
            service.setAcquireLockInterval(1);
            camel.addService(service);
            camel.getRegistry().bind("leader", ClusteredRoutePolicy.forNamespace(service, "ucwa"));
        }
    }
}
