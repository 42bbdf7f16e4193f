package io.github.camelucwa.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The included crash-safe journal: each state is written to a new file, forced to the disk and put in the old one's place in
 * one step, so that whoever is killed at whatever instant leaves either the old state or the new one. Readable by its owner
 * only, since it holds message text. Locked while in use (in a file of its own beside it, since the journal itself is
 * replaced). Once opened it stays so until it is closed, however often it is opened.
 */
public final class FileJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    /**
     * Files in use in this process. A second channel on a lock file would take the first one's lock away when it is closed,
     * since the operating system keeps such locks per process.
     */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path lockFile;
    private final Path newFile;
    private FileChannel lockChannel;
    private FileLock lock;
    private Path inUse;

    /**
     * @param file the journal; beside it there are {@code .lock}, for an instant {@code .new}, and {@code .damaged} if need be
     */
    public FileJournal(Path file) {
        this.file = file.toAbsolutePath();
        this.lockFile = this.file.resolveSibling(this.file.getFileName() + ".lock");
        this.newFile = this.file.resolveSibling(this.file.getFileName() + ".new");
    }

    @Override
    public void open() throws IOException {
        if (lock != null) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path key = file.getParent().toRealPath().resolve(file.getFileName());
        if (!IN_USE.add(key)) {
            throw inUse();
        }
        try {
            lockChannel = FileChannel.open(lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly());
            lock = lockChannel.tryLock();
        } finally {
            if (lock == null) {
                closeLockFile();
                IN_USE.remove(key);
            } else {
                inUse = key;
            }
        }
        if (lock == null) {
            throw inUse();
        }
    }

    @Override
    public Optional<JournalState> load() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        // not US-ASCII, which would refuse to read what is not a journal's instead of telling it
        String value = Files.readString(file, StandardCharsets.ISO_8859_1);
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
        lock = null;
        try {
            closeLockFile();
        } finally {
            if (inUse != null) {
                IN_USE.remove(inUse);
                inUse = null;
            }
        }
    }

    private void closeLockFile() throws IOException {
        FileChannel channel = lockChannel;
        lockChannel = null;
        if (channel != null) {
            channel.close();
        }
    }

    private IOException inUse() {
        return new IOException("The option journalFile: " + file + " is in use by another process or account;"
                + " give each account a file of its own, and let only one of several processes run (ClusteredRoutePolicy)");
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
