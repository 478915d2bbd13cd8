package io.loist.examples.endtoend.ingest;

import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.IngestJournal;
import io.loist.object.ObjectStore;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Real parts with something happening before and after each call, which is named by its method. */
public final class Wrapped {

    private Wrapped() {}

    public static ObjectStore store(ObjectStore real, Consumer<String> before, Consumer<String> after) {
        return wrap(ObjectStore.class, real, before, after);
    }

    /** Returns a database that is the real one but for its journal, which has something done before and after each call. */
    public static IngestDatabase database(IngestDatabase real, Consumer<String> before, Consumer<String> after) {
        return new Journaled(real, wrap(IngestJournal.class, real.journal(), before, after));
    }

    public static <T> T wrap(Class<T> type, T real, Consumer<String> before, Consumer<String> after) {
        return type.cast(Proxy.newProxyInstance(
                Wrapped.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    before.accept(method.getName());
                    Object result;
                    try {
                        result = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                    after.accept(method.getName());
                    return result;
                }));
    }

    private record Journaled(IngestDatabase real, IngestJournal journal) implements IngestDatabase {

        @Override
        public TrackRepository tracks() {
            return real.tracks();
        }

        @Override
        public TrackQueue queue() {
            return real.queue();
        }
    }
}
