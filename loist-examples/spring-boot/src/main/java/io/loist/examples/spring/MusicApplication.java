package io.loist.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A Spring Boot application with loist on its own database: see {@link MusicConfiguration}. */
@SpringBootApplication(proxyBeanMethods = false)
final class MusicApplication {

    private MusicApplication() {}

    /** Starts the application; {@code application.properties} has its settings. */
    public static void main(String[] arguments) {
        SpringApplication.run(MusicApplication.class, arguments);
    }
}
