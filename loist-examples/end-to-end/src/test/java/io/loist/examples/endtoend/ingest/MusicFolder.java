package io.loist.examples.endtoend.ingest;

import io.loist.examples.demo.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** Folders of audio files, some of them too large to be stored in one go, each with bytes of its own. */
public final class MusicFolder {

    private static final List<String> SMALL = List.of("tenshi.flac", "ping.mp3");
    private static final List<String> LARGE = List.of("fifty-hertz.wav", "saebyeok.ogg");
    private static final int MORE_THAN_SMALL = 1024 * 1024;

    /** How many files of each small sample, so that several are taken in together. */
    private static final int SMALL_COPIES = 5;

    private MusicFolder() {}

    /** Makes a folder of files that are like no others. */
    public static Path create(Path folder, Random random) throws IOException {
        Path samples =
                Samples.copyTo(Files.createDirectories(folder.resolveSibling("samples-of-" + folder.getFileName())));
        Files.createDirectories(folder);
        Files.createDirectories(keptFolder(folder));
        try (Stream<Path> all = Files.list(samples)) {
            for (Path sample : all.sorted().toList()) {
                String name = String.valueOf(sample.getFileName());
                for (int copy = 0; copy < copies(name); copy++) {
                    Path file = Files.copy(sample, folder.resolve(copy + name));
                    // Behind the audio, where every reader passes over it
                    byte[] salt = new byte[LARGE.contains(name) ? MORE_THAN_SMALL : 64];
                    random.nextBytes(salt);
                    Files.write(file, salt, StandardOpenOption.APPEND);
                    Files.createLink(kept(file), file);
                }
            }
        }
        delete(samples);
        return folder;
    }

    private static int copies(String sample) {
        return SMALL.contains(sample) ? SMALL_COPIES : LARGE.contains(sample) ? 1 : 0;
    }

    /** Returns the same file under a name that stays when the folder is deleted. */
    public static Path kept(Path file) {
        return keptFolder(Objects.requireNonNull(file.getParent())).resolve(file.getFileName());
    }

    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static Path keptFolder(Path folder) {
        return folder.resolveSibling("kept-of-" + folder.getFileName());
    }
}
