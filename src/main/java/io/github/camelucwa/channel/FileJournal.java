package io.github.camelucwa.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The included crash-safe journal: each state is written to a new file, forced to the disk and put in the old one's place in
 * one step, so that whoever is killed at whatever instant leaves either the old state or the new one. Readable by its owner
 * only, since it holds message text. Locked while in use (in a file of its own beside it, since the journal itself is
 * replaced).
 */
public final class FileJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final Duration LOCK_RETRY = Duration.ofMillis(100);

    private final Path file;
    private final Path lockFile;
    private final Path newFile;
    private final Duration lockPatience;
    private FileChannel lockChannel;
    private FileLock lock;

    /**
     * @param file         the journal
     * @param lockPatience how long a predecessor that is just stopping may still hold the lock
     */
    public FileJournal(Path file, Duration lockPatience) {
        this.file = file.toAbsolutePath();
        this.lockFile = this.file.resolveSibling(this.file.getFileName() + ".lock");
        this.newFile = this.file.resolveSibling(this.file.getFileName() + ".new");
        this.lockPatience = lockPatience;
    }

    @Override
    public void open() throws IOException {
        Files.createDirectories(file.getParent());
        lockChannel = FileChannel.open(lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly());
        try {
            lock = tryLock();
            long deadline = System.nanoTime() + lockPatience.toNanos();
            while (lock == null && System.nanoTime() < deadline) {
                pause();
                lock = tryLock();
            }
        } finally {
            if (lock == null) {
                lockChannel.close();
            }
        }
        if (lock == null) {
            throw new IOException("The option journalFile: " + file + " is in use by another process or route of another account;"
                    + " give each account a file of its own, and let only one of several processes run (ClusteredRoutePolicy)");
        }
    }

    @Override
    public Optional<JournalState> load() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String value = Files.readString(file, StandardCharsets.US_ASCII);
        Optional<JournalState> state = JournalCodec.decode(value);
        if (state.isEmpty() && !value.isBlank()) {
            Path kept = file.resolveSibling(file.getFileName() + ".damaged");
            Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            LOG.warn("The journal {} is torn or not a journal's; a copy was kept as {} and the channel begins anew. What the"
                     + " server has not been told to forget is delivered again", file, kept.getFileName());
        }
        return state;
    }

    @Override
    public void save(JournalState state) throws IOException {
        if (lock == null || !lock.isValid()) {
            throw new IOException("The option journalFile: " + file + " is not locked by this process any more");
        }
        ByteBuffer bytes = ByteBuffer.wrap(JournalCodec.encode(state).getBytes(StandardCharsets.US_ASCII));
        Files.deleteIfExists(newFile);
        try (FileChannel out = FileChannel.open(newFile,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        try {
            Files.move(newFile, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("The option journalFile: the file system of " + file + " cannot replace a file in one step", e);
        }
        forceDirectory();
    }

    @Override
    public void close() throws IOException {
        FileChannel channel = lockChannel;
        lockChannel = null;
        lock = null;
        if (channel != null) {
            channel.close();
        }
    }

    private FileLock tryLock() throws IOException {
        try {
            return lockChannel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private void pause() throws IOException {
        try {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(LOCK_RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("Interrupted while waiting for the lock of " + file);
        }
    }

    /** The new name is safe only when the directory is; some file systems cannot do that and need not. */
    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            LOG.trace("Directory of {} cannot be forced: {}", file, e.toString());
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
                : new FileAttribute<?>[0];
    }
}
