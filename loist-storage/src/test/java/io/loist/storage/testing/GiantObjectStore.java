package io.loist.storage.testing;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Has one object under every name, longer than any memory, which it makes up while it is read; it may break on the way. */
public final class GiantObjectStore implements ObjectStore {

    public static final long SIZE = 5L << 30;

    /** Opens when somebody has stopped reading. */
    public final CountDownLatch closed = new CountDownLatch(1);

    private final long breaksAt;

    /** Creates a store whose object can be read up to a byte and no further. */
    public GiantObjectStore(long breaksAt) {
        this.breaksAt = breaksAt;
    }

    @Override
    public InputStream read(ObjectRef ref, ByteRange range) {
        if (range.offset() >= breaksAt) {
            throw new ObjectStoreException(Reason.UNAVAILABLE, ref.uri(), "Cannot be reached; try again.", null);
        }
        return new Stretch(range.offset());
    }

    @Override
    public InputStream read(ObjectRef ref) {
        return read(ref, ByteRange.from(0));
    }

    @Override
    public StoredObject put(Upload upload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<StoredObject> list(String bucket, String prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StoredObject copy(ObjectRef from, ObjectRef to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Details> details(ObjectRef ref) {
        return Optional.of(
                new Details(new StoredObject(ref, 1, SIZE, null, "audio/wav", null), 7, null, null, Map.of()));
    }

    @Override
    public Details update(Details details) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StoredObject move(StoredObject from, ObjectRef to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(ObjectRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(ObjectRef ref, long generation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    private final class Stretch extends InputStream {

        private long position;

        private Stretch(long position) {
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            if (position >= breaksAt) {
                throw new IOException("the cable was pulled");
            }
            return (int) (position++ & 0xFF);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            int more = (int) Math.min(length - 1, breaksAt - position);
            for (int i = 1; i <= more; i++) {
                into[offset + i] = (byte) position++;
            }
            return 1 + more;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
