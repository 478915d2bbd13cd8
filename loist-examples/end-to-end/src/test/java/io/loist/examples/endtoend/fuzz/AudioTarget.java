package io.loist.examples.endtoend.fuzz;

import io.loist.AudioReadException;
import io.loist.audio.AudioFileReader;
import io.loist.audio.testing.AudioFixtures;
import io.loist.audio.testing.Id3Bytes;
import io.loist.audio.testing.RareBytes;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Files of all formats, and the cover pictures in one. A read gives tags or a refusal that was foreseen. */
final class AudioTarget implements FuzzTarget {

    private static final int MAX_SEED = 300_000;

    private final AudioFileReader reader = AudioFileReader.builder()
            .timeBudget(Duration.ofSeconds(20))
            .thumbnails(64)
            .build();
    private final List<byte[]> seeds;
    private final List<byte[]> words;
    private final UnaryOperator<byte[]> file;
    private final Path folder;

    private AudioTarget(List<byte[]> seeds, List<byte[]> words, UnaryOperator<byte[]> file) throws IOException {
        this.seeds = seeds;
        this.words = words;
        this.file = file;
        this.folder = Files.createTempDirectory("loist-fuzz");
    }

    static AudioTarget ofFiles() throws IOException {
        List<byte[]> seeds = Stream.concat(
                        AudioFixtures.all().stream().map(AudioFixtures::bytes),
                        RareBytes.files().values().stream())
                .filter(bytes -> bytes.length <= MAX_SEED)
                .toList();
        List<byte[]> words = Stream.of(
                        "ID3", "TIT2", "APIC", "TXXX", "APETAGEX", "fLaC", "OggS", "OpusHead", "vorbis", "moov", "trak",
                        "mdia", "stbl", "stsd", "udta", "meta", "ilst", "covr", "data", "RIFF", "WAVE", "fmt ", "LIST",
                        "FORM", "COMM", "SSND", "RF64", "MAC ", "wvpk", "MPCK", "TTA1", "DSD ", "FRM8", "\u001aE\u00df\u00a3",
                        "METADATA_BLOCK_PICTURE=", "\u00ff\u00fb\u0090d", "Xing", "LAME")
                .map(Id3Bytes::latin1)
                .toList();
        return new AudioTarget(seeds, words, bytes -> bytes);
    }

    static AudioTarget ofPictures() throws IOException {
        List<byte[]> words = List.of(
                bytes(0xFF, 0xD8),
                bytes(0xFF, 0xC0, 0, 17, 8, 0x40, 0, 0x40, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1),
                bytes(0xFF, 0xC2, 0, 17, 8, 0x40, 0, 0x40, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1),
                bytes(0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0),
                bytes(0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0),
                bytes(0xFF, 0xDD, 0, 4, 0, 1),
                bytes(0xFF, 0xC4),
                bytes(0xFF, 0xD9),
                Id3Bytes.latin1("IHDR"),
                Id3Bytes.latin1("IDAT"),
                Id3Bytes.latin1("PLTE"),
                Id3Bytes.latin1("zTXt"),
                Id3Bytes.latin1("iCCP"),
                Id3Bytes.latin1("IEND"),
                Id3Bytes.latin1("GIF89a"),
                Id3Bytes.latin1("BM"),
                Id3Bytes.latin1("RIFF\0\0\0\0WEBPVP8 "));
        return new AudioTarget(
                pictures(), words, picture -> new Id3Bytes(4)
                        .text("TIT2", "Title")
                        .frame("APIC", 0, Id3Bytes.concat(Id3Bytes.latin1("\0" + "image/jpeg\0\3\0"), picture))
                        .beforeSound());
    }

    @Override
    public List<byte[]> seeds() {
        return seeds;
    }

    @Override
    public List<byte[]> words() {
        return words;
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(5);
    }

    @Override
    public String run(byte[] input) throws Exception {
        Path written = Files.write(folder.resolve("input.bin"), file.apply(input));
        try {
            return reader.read(written).toString().replaceAll("[0-9a-f]{3,}|[0-9]+", "N");
        } catch (AudioReadException e) {
            Set<AudioReadException.Reason> foreseen = Set.of(
                    AudioReadException.Reason.UNKNOWN_FORMAT,
                    AudioReadException.Reason.UNSUPPORTED,
                    AudioReadException.Reason.CORRUPT);
            boolean isEmpty = input.length == 0 && e.reason() == AudioReadException.Reason.EMPTY;
            String message = String.valueOf(e.getMessage());
            boolean isForeseen = isEmpty || foreseen.contains(e.reason());
            if (!isForeseen || message.contains("its content cannot be parsed")) {
                throw e;
            }
            return message.replaceAll("[0-9]+", "N");
        }
    }

    private static List<byte[]> pictures() throws IOException {
        BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setPaint(new GradientPaint(0, 0, Color.RED, 96, 64, Color.BLUE));
        paint.fillRect(0, 0, 96, 64);
        paint.dispose();
        BufferedImage palette = new BufferedImage(96, 64, BufferedImage.TYPE_BYTE_INDEXED);
        palette.createGraphics().drawImage(image, 0, 0, null);
        BufferedImage clear = new BufferedImage(96, 64, BufferedImage.TYPE_INT_ARGB);
        clear.createGraphics().drawImage(image, 0, 0, null);
        List<byte[]> all = new ArrayList<>();
        for (boolean progressive : new boolean[] {false, true}) {
            all.add(written("jpeg", image, progressive));
            all.add(written("png", image, progressive));
            all.add(written("png", palette, progressive));
            all.add(written("png", clear, progressive));
            all.add(written("gif", palette, progressive));
        }
        all.add(written("bmp", image, false));
        return all;
    }

    private static byte[] written(String format, BufferedImage image, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (progressive) {
                settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
