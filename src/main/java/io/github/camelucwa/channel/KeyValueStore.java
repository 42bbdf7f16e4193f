package io.github.camelucwa.channel;

/** The least a store must do to hold a journal; it may throw what it likes. */
public interface KeyValueStore {

    /** The value of a key, or null. */
    String get(String key);

    /** Sets the value of a key. */
    void set(String key, String value);

    /** Starts the store if that is still to be done. */
    void start();

    /** Stops it if {@link #start} started it. */
    void stop();
}
