package io.loist.storage.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An open file of {@link FaultyFiles}. It can always be closed, as a process that dies closes its files too. */
public final class FaultyChannel extends FileChannel {

    private final FileChannel real;
    private final FileSteps steps;
    private final Changes changes;

    FaultyChannel(FileChannel real, FileSteps steps, Changes changes) {
        this.real = real;
        this.steps = steps;
        this.changes = changes;
    }

    /** What becomes of the changes of one file. */
    record Changes(
            UnsyncedChanges unsynced, Path path, @Nullable Object key) {

        void wrote() {
            unsynced.wrote(key);
        }

        void forced() {
            unsynced.forced(path, key);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        steps.next("read");
        return real.read(into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        steps.next("read");
        return real.read(into, offset, length);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        steps.next("read");
        return real.read(into, position);
    }

    /** Writes half of the bytes before it fails, as a disk that fills up does. */
    @Override
    public int write(ByteBuffer from) throws IOException {
        ByteBuffer half = from.duplicate().limit(from.position() + from.remaining() / 2);
        if (steps.isNextToFail()) {
            changes.wrote();
            real.write(half);
        }
        steps.next("write");
        changes.wrote();
        return real.write(from);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        steps.next("write");
        changes.wrote();
        return real.write(from, offset, length);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        steps.next("write");
        changes.wrote();
        return real.write(from, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        steps.next("size");
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        steps.next("truncate");
        changes.wrote();
        real.truncate(size);
        return this;
    }

    /** Is a step, and keeps {@link UnsyncedChanges} from being lost; the disk itself is left alone. */
    @Override
    public void force(boolean withMetadata) throws IOException {
        steps.next("force");
        changes.forced();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        steps.next("transfer");
        return real.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        steps.next("transfer");
        changes.wrote();
        return real.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        steps.next("map");
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        steps.next("lock");
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        steps.next("lock");
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
