package io.loist.storage.internal.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.loist.object.ObjectStore;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.testkit.contract.Needs;
import io.loist.testkit.contract.ObjectStoreContract;
import io.loist.testkit.contract.StoreCapability;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * Runs the contract against endpoints that lack something: what is marked as needing it must fail there, and nothing else. So the
 * marks by which tests are skipped with {@code -Dloist.gcs.without} are neither too few nor too many. (Tests with parameters are
 * left out, those that fail by chance alone too.)
 */
@Integration
class GcsCapabilityTest {

    private static final String BUCKET = "music";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> contract_withoutACapability_failsWhereItIsNeeded() {
        return Arrays.stream(StoreCapability.values())
                .map(capability -> dynamicContainer(capability.flag(), testsWithout(capability)));
    }

    private Stream<DynamicTest> testsWithout(StoreCapability capability) {
        ObjectStore store = openWithout(capability);
        return tests().map(test -> dynamicTest(test.getName(), () -> {
            Throwable failure = catchThrowable(() -> run(new Contract(store), test));
            if (needs(test, capability)) {
                assertThat(failure).as("is it marked for nothing?").isNotNull();
            } else if (!(failure instanceof TestAbortedException)) {
                assertThat(failure).as("should it be marked?").isNull();
            }
        }));
    }

    private ObjectStore openWithout(StoreCapability capability) {
        try {
            GcsTestServer server = GcsTestServer.start();
            open.add(server);
            server.createBucket(BUCKET);
            server.leaveOut(capability);
            GcsObjectStore store = GcsObjectStoreTest.open(server.endpoint(), Duration.ofSeconds(1));
            open.add(store);
            return store;
        } catch (IOException e) {
            throw new AssertionError("no server", e);
        }
    }

    private static Stream<Method> tests() {
        return Stream.<Class<?>>iterate(ObjectStoreContract.class, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class) && method.getParameterCount() == 0);
    }

    private static boolean needs(Method test, StoreCapability capability) {
        Needs needs = test.getAnnotation(Needs.class);
        return needs != null && List.of(needs.value()).contains(capability);
    }

    private static void run(Contract contract, Method test) throws Throwable {
        test.setAccessible(true);
        try {
            test.invoke(contract);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static final class Contract extends ObjectStoreContract {

        private final ObjectStore store;

        Contract(ObjectStore store) {
            this.store = store;
        }

        @Override
        protected ObjectStore store() {
            return store;
        }

        @Override
        protected String bucket() {
            return BUCKET;
        }
    }
}
