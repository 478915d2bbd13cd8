package io.loist.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks a test class that starts PostgreSQL, the Cloud Storage test server, a process or a browser, or that takes many seconds. It runs in
 * {@code ./mvnw verify}; a test class without the mark runs in {@code ./mvnw test}, too.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Tag("integration")
@Target(ElementType.TYPE)
public @interface Integration {}
