package io.loist.audio.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.audio.AudioFileReader;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.picture.ImageType;
import io.loist.audio.internal.picture.JpegSegments;
import io.loist.audio.internal.picture.PngChunks;
import io.loist.audio.testing.AudioFixtures;
import io.loist.audio.testing.HostilePictures;
import io.loist.audio.testing.Id3Bytes;
import io.loist.audio.testing.PngBytes;
import io.loist.ingest.spi.Artwork;
import io.loist.ingest.spi.AudioFile;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeSet;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Covers made small, whatever they claim to be. */
public class ThumbnailScalerTest {

    private static final long MEBIBYTE = 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void read_withoutSizes_makesNone() {
        AudioFile file = AudioFileReader.create().read(AudioFixtures.sample("jokulljos.mp3"));

        assertThat(file.thumbnails()).isEmpty();
    }

    @Test
    void read_withSizes_makesOneOfEach() throws IOException {
        AudioFileReader reader =
                AudioFileReader.builder().thumbnails(64, 150, 500).build();

        AudioFile file = reader.read(AudioFixtures.sample("jokulljos.mp3"));

        assertThat(file.thumbnails()).containsOnlyKeys(64, 150, 500);
        for (Artwork thumbnail : file.thumbnails().values()) {
            assertThat(thumbnail.contentType()).isEqualTo("image/jpeg");
        }
        assertThat(decoded(file.thumbnails().get(64)).getWidth()).isEqualTo(64);
        assertThat(decoded(file.thumbnails().get(500)).getWidth())
                .as("never larger than the cover")
                .isEqualTo(300);
    }

    @Test
    void thumbnails_sizeOutOfRange_throws() {
        assertThatThrownBy(() -> AudioFileReader.builder().thumbnails(64, 4_096))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4096");
    }

    @Test
    void of_widePicture_keepsItsShape() throws IOException {
        BufferedImage small = decoded(made(PngBytes.png(400, 100), 64).get(64));

        assertThat(small.getWidth()).isEqualTo(64);
        assertThat(small.getHeight()).isEqualTo(16);
    }

    @Test
    void of_transparentPicture_isPng() throws IOException {
        BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);

        Artwork thumbnail = made(bytes.toByteArray(), 32).get(32);

        assertThat(thumbnail).isNotNull().extracting(Artwork::contentType).isEqualTo("image/png");
    }

    @Test
    void of_jpegTurnedByExif_isUpright() throws IOException {
        BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 100; x++) {
                image.setRGB(x, y, Color.RED.getRGB()); // the left half
            }
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);

        BufferedImage upright =
                decoded(made(withOrientation(jpeg.toByteArray(), 6), 100).get(100));

        assertThat(upright.getWidth()).isEqualTo(50);
        assertThat(upright.getHeight()).isEqualTo(100);
        assertThat(new Color(upright.getRGB(25, 20)).getRed())
                .as("the left is on top")
                .isGreaterThan(200);
        assertThat(new Color(upright.getRGB(25, 80)).getRed()).isLessThan(50);
    }

    @Test
    void of_hugePng_takesMemoryForItsThumbnailOnly() {
        byte[] png = PngBytes.png(12_000, 12_000);
        made(PngBytes.png(100, 100), 64); // classes and buffers that are made once
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        SortedMap<Integer, Artwork> thumbnails = made(png, 64);

        long taken = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(thumbnails).containsOnlyKeys(64);
        assertThat(taken).as("of 144 million pixels").isLessThan(64 * MEBIBYTE);
    }

    @Test
    void of_compressedTextInPng_isNotInflated() {
        byte[] bomb = Id3Bytes.concat(Id3Bytes.latin1("k\0\0"), PngBytes.deflated(new byte[(int) (8 * MEBIBYTE)]));
        byte[] png = PngBytes.png(100, 100);
        byte[] header = Arrays.copyOf(png, 33);
        byte[] rest = Arrays.copyOfRange(png, 33, png.length);
        byte[] bombed = Id3Bytes.concat(Id3Bytes.concat(header, PngBytes.chunk("zTXt", bomb)), rest);

        assertThat(PngChunks.plain(bombed)).isEqualTo(png);
        assertThat(made(bombed, 64)).containsOnlyKeys(64);
    }

    @Test
    void of_interruptedThread_stops() {
        byte[] png = PngBytes.png(12_000, 12_000);
        try (SourceFile file = SourceFile.open(AudioFixtures.sample("ping.mp3"))) {
            Thread.currentThread().interrupt();
            assertThat(made(file, png, 64)).isEmpty();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void of_moreThanItsHeaderSays_makesNone() {
        assertThat(made(HostilePictures.named("gif-frame-larger-than-screen"), 64))
                .isEmpty();
        assertThat(made(HostilePictures.named("baseline-in-bitmap"), 64)).isEmpty();
    }

    @Test
    void of_progressivePicture_isMade() throws IOException {
        BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(jpeg)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }

        assertThat(JpegSegments.of(jpeg.toByteArray()).scans()).isGreaterThan(1);
        assertThat(decoded(made(jpeg.toByteArray(), 64).get(64)).getWidth()).isEqualTo(64);
    }

    @Test
    void of_brokenPicture_hasFinding() throws IOException {
        byte[] png = Arrays.copyOf(PngBytes.png(100, 100), 60);
        Path file = Files.write(folder.resolve("a.mp3"), withPicture(png));

        AudioFile read = AudioFileReader.builder().thumbnails(64).build().read(file);

        assertThat(read.artwork()).isNotNull();
        assertThat(read.thumbnails()).isEmpty();
        assertThat(read.findings()).anyMatch(finding -> finding.contains("has no thumbnails"));
    }

    @Test
    void read_pictureOfTooManyPixels_isLeftOut() throws IOException {
        byte[] png = PngBytes.png(100, 100);
        ByteBuffer.wrap(png).putInt(16, 2_000_000).putInt(20, 2_000_000);
        Path file = Files.write(folder.resolve("a.mp3"), withPicture(png));

        AudioFile read = AudioFileReader.create().read(file);

        assertThat(read.artwork()).isNull();
        assertThat(read.findings()).anyMatch(finding -> finding.contains("2000000 by 2000000 pixels"));
    }

    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = ByteBuffer.allocate(36)
                .putShort((short) 0xFFE1)
                .putShort((short) 34)
                .put(Id3Bytes.latin1("Exif\0\0MM\0*"))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
        byte[] start = Id3Bytes.concat(Arrays.copyOf(jpeg, 2), exif);
        return Id3Bytes.concat(start, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] withPicture(byte[] png) {
        byte[] body = Id3Bytes.concat(Id3Bytes.latin1("\0image/png\0\u0003\0"), png);
        return new Id3Bytes(3).frame("APIC", 0, body).beforeSound();
    }

    private static SortedMap<Integer, Artwork> made(byte[] picture, int size) {
        try (SourceFile file = SourceFile.open(AudioFixtures.sample("ping.mp3"))) {
            return made(file, picture, size);
        }
    }

    private static SortedMap<Integer, Artwork> made(SourceFile file, byte[] picture, int size) {
        TreeSet<Integer> sizes = new TreeSet<>(java.util.Set.of(size));
        ImageType type = ImageType.of(picture);
        AudioFileBuilder builder = new AudioFileBuilder(file, 0);
        assertThat(type).isNotNull();
        return ThumbnailScaler.of(
                type == null ? null : new Artwork(type.contentType(), type.extension(), picture), sizes, builder);
    }

    private static BufferedImage decoded(@org.jspecify.annotations.Nullable Artwork artwork) throws IOException {
        assertThat(artwork).isNotNull();
        return ImageIO.read(new ByteArrayInputStream(artwork == null ? new byte[0] : artwork.bytes()));
    }
}
