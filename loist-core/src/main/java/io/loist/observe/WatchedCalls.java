package io.loist.observe;

import io.loist.internal.Retries;
import io.loist.observe.LoistObserver.Observation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A service of an interface, each call of which is observed. */
final class WatchedCalls<T> implements InvocationHandler {

    private static final Object[] NO_ARGUMENTS = {};

    private final Class<T> contract;
    private final T service;
    private final LoistObserver observer;
    private final Map<Method, String> operations = new ConcurrentHashMap<>();

    private WatchedCalls(Class<T> contract, T service, LoistObserver observer) {
        this.contract = contract;
        this.service = service;
        this.observer = observer;
    }

    static <T> T of(Class<T> contract, T service, LoistObserver observer) {
        if (!contract.isInterface()) {
            throw new IllegalArgumentException(
                    contract.getName() + " is not an interface, so its calls cannot be observed");
        }
        return new WatchedCalls<>(contract, service, observer).proxy();
    }

    private T proxy() {
        return contract.cast(Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, this));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        if (contract.isAssignableFrom(method.getReturnType())) {
            return new WatchedCalls<>(contract, contract.cast(on(method, arguments)), observer).proxy();
        }
        return call(observer, operations.computeIfAbsent(method, this::operation), () -> on(method, arguments));
    }

    private String operation(Method method) {
        return contract.getSimpleName() + '.' + method.getName();
    }

    /** The methods of {@code Object}: a watched service is equal to itself alone. */
    private @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("equals") && arguments != null) {
            return proxy == arguments[0];
        }
        return method.getName().equals("hashCode") ? System.identityHashCode(proxy) : on(method, arguments);
    }

    private Object on(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(service, arguments == null ? NO_ARGUMENTS : arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Work that may throw anything. */
    interface Work<R> {
        R run() throws Throwable;
    }

    static <R> R call(LoistObserver observer, String operation, Work<R> work) throws Throwable {
        Observation observation = Guarded.begin(observer, operation);
        int before = Retries.ofThisThread();
        long start = System.nanoTime();
        R result;
        try {
            result = work.run();
        } catch (Throwable e) {
            observation.end(Outcome.of(since(start), e, Retries.ofThisThread() - before));
            throw e;
        }
        observation.end(Outcome.of(since(start), result, Retries.ofThisThread() - before));
        return result;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
