package io.loist.examples.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Twenty files that look like audio and are not, or are no more. */
final class BrokenFiles {

    static final int COUNT = 20;

    private BrokenFiles() {}

    /** Writes them into a folder; {@code samples} is where good files of each format lie. */
    static void writeTo(Path folder, Path samples) throws IOException {
        write(folder, "01 empty.mp3");
        write(folder, "02 one byte.flac", (byte) 'f');
        write(folder, "03 zeros.wav", new byte[50_000]);
        write(folder, "04 noise.ogg", noise(50_000));
        write(folder, "05 text.mp3", "This is no music.".repeat(100).getBytes(StandardCharsets.UTF_8));
        write(folder, "06 page.m4a", "<!doctype html><title>404</title>".getBytes(StandardCharsets.UTF_8));
        write(folder, "07 picture.mp3", concat(bytes(0xFF, 0xD8, 0xFF, 0xE0), noise(5_000)));
        write(folder, "08 film.wav", concat(ascii("RIFF"), bytes(0, 1, 0, 0), ascii("AVI LIST"), noise(5_000)));
        write(folder, "09 film.m4a", concat(bytes(0, 0, 0, 24), ascii("ftypisomisomavc1mp41"), noise(5_000)));
        write(folder, "10 no frames.mp3", concat(ascii("ID3"), bytes(3, 0, 0, 0, 0, 0, 10), new byte[10]));
        write(folder, "11 endless tag.mp3", concat(ascii("ID3"), bytes(4, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F), noise(2_000)));
        write(folder, "12 huge block.flac", concat(ascii("fLaC"), bytes(0, 0xFF, 0xFF, 0xFF), noise(2_000)));
        write(folder, "13 no codec.ogg", concat(ascii("OggS"), new byte[22], bytes(1, 8), ascii("nothing!")));
        write(folder, "14 no format.wav", concat(ascii("RIFF"), bytes(4, 0, 0, 0), ascii("WAVE")));
        write(folder, "15 no common.aiff", concat(ascii("FORM"), bytes(0, 0, 0, 4), ascii("AIFF")));
        write(
                folder,
                "16 circle.m4a",
                concat(bytes(0, 0, 0, 20), ascii("ftypM4A "), new byte[8], bytes(0, 0, 0, 0), ascii("moov")));
        write(folder, "17 cut.flac", head(samples, ".flac", 60));
        write(folder, "18 cut.ogg", head(samples, ".ogg", 70));
        write(folder, "19 cut.m4a", head(samples, ".m4a", 40));
        write(folder, "20 cut.aiff", head(samples, ".aiff", 30));
    }

    private static byte[] head(Path samples, String extension, int length) throws IOException {
        try (var files = Files.list(samples)) {
            Path file = files.filter(path -> path.toString().endsWith(extension))
                    .findFirst()
                    .orElseThrow();
            return Arrays.copyOf(Files.readAllBytes(file), length);
        }
    }

    private static void write(Path folder, String name, byte... content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        for (int i = 0; i < length; i++) {
            noise[i] &= 0x7F; // no byte of noise may begin an MPEG frame by chance
        }
        return noise;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.array();
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer buffer = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            buffer.put(part);
        }
        return buffer.array();
    }
}
