package io.loist.testing;

import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.IngestJournal;
import io.loist.object.ObjectStore;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Real parts whose calls are reported to an interceptor, which may throw or wait. */
public final class Intercepted {

    private Intercepted() {}

    /** Is told of calls. */
    public interface Interceptor {

        /** Called before a method of this name is. */
        void before(String method);

        /** Called after a method of this name has returned. */
        default void after(String method) {}
    }

    /** Returns a store whose calls are reported. */
    public static ObjectStore store(ObjectStore real, Interceptor interceptor) {
        return part(ObjectStore.class, real, interceptor);
    }

    /** Returns a database of which the calls of the journal are reported. */
    public static IngestDatabase journal(IngestDatabase real, Interceptor interceptor) {
        return new InterceptedDatabase(real, part(IngestJournal.class, real.journal(), interceptor));
    }

    /** Returns an interceptor that names each step, such as {@code before put} and {@code after put}. */
    public static Interceptor eachStep(Consumer<String> steps) {
        return new Interceptor() {

            @Override
            public void before(String method) {
                steps.accept("before " + method);
            }

            @Override
            public void after(String method) {
                steps.accept("after " + method);
            }
        };
    }

    /** Returns a part, such as a queue, whose calls are reported. */
    public static <T> T part(Class<T> type, T real, Interceptor interceptor) {
        return type.cast(Proxy.newProxyInstance(
                Intercepted.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    interceptor.before(method.getName());
                    Object result;
                    try {
                        result = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                    interceptor.after(method.getName());
                    return result;
                }));
    }

    private record InterceptedDatabase(IngestDatabase real, IngestJournal journal) implements IngestDatabase {

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
