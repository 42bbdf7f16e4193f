package io.github.camelucwa;

import io.github.camelucwa.channel.KeyValueStore;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

/** Camel's state repository as the store of a journal. Started when nobody else has, and then stopped again. */
final class StateRepositoryStore implements KeyValueStore {

    private final StateRepository<String, String> repository;
    private boolean startedHere;

    StateRepositoryStore(StateRepository<String, String> repository) {
        this.repository = repository;
    }

    @Override
    public String get(String key) {
        return repository.getState(key);
    }

    @Override
    public void set(String key, String value) {
        repository.setState(key, value);
    }

    @Override
    public void start() {
        boolean running = repository instanceof StatefulService service && service.getStatus() == ServiceStatus.Started;
        if (!running) {
            ServiceHelper.startService(repository);
            startedHere = true;
        }
    }

    @Override
    public void stop() {
        if (startedHere) {
            startedHere = false;
            ServiceHelper.stopService(repository);
        }
    }
}
