package io.loist.examples.endtoend.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium without a window that shows one page: the one of the system property {@code loist.chromium}, or the first on the path.
 * It has a profile of its own, in a folder that the caller deletes, and reaches nothing but this machine.
 */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;

    private Chromium(Process process) {
        this.process = process;
    }

    /** Shows a page, or skips the test if there is no Chromium. */
    static Chromium show(URI page, Path profile) {
        ProcessBuilder command = new ProcessBuilder(
                find(),
                "--headless=new",
                "--no-sandbox", // it cannot have one as root or in a container, and shows pages of the test alone
                "--no-proxy-server",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-audio-output",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-gpu",
                "--disable-sync",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + profile,
                page.toString());
        command.environment().put("HOME", profile.toString());
        command.environment().put("TMPDIR", profile.toString());
        command.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        try {
            Files.createDirectories(profile);
            return new Chromium(command.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Chromium cannot be started: " + e.getMessage(), e);
        }
    }

    private static String find() {
        String given = System.getProperty("loist.chromium");
        if (given != null) {
            return given;
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() -> abort("Skipped, for want of a browser: install Chromium (on Debian: apt-get install"
                        + " chromium), or name one with -Dloist.chromium=PATH."));
    }

    /** Returns whether it still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it and all it has started, kindly at first, and waits until they are gone. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        all.forEach(handle -> handle.onExit()
                .completeOnTimeout(handle, 5, TimeUnit.SECONDS)
                .thenAccept(ProcessHandle::destroyForcibly)
                .thenCompose(ended -> handle.onExit())
                .orTimeout(10, TimeUnit.SECONDS)
                .join());
    }
}
