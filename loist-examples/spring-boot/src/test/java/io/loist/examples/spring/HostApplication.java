package io.loist.examples.spring;

import io.loist.examples.hosts.HostServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** A test on the application, which is started once for all of them, on a random port and a database of its own. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = HostApplication.Settings.class)
@Import(Shop.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface HostApplication {

    /** The settings that the application gets in place of those in {@code application.properties}. */
    final class Settings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                TestPropertyValues.of(
                                "spring.datasource.url=" + HostServer.database("application"),
                                "music.folder=" + Files.createTempDirectory(Path.of("target"), "objects"))
                        .applyTo(context);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
