package io.loist.examples;

import io.loist.ingest.IngestJournal;
import io.loist.media.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Real parts with something happening before and after each call, which is named by its method. */
final class Wrapped {

    private Wrapped() {}

    static IngestJournal journal(IngestJournal real, Consumer<String> before) {
        return wrap(IngestJournal.class, real, before, call -> {});
    }

    static ObjectStore store(ObjectStore real, Consumer<String> before, Consumer<String> after) {
        return wrap(ObjectStore.class, real, before, after);
    }

    static <T> T wrap(Class<T> type, T real, Consumer<String> before, Consumer<String> after) {
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
}
