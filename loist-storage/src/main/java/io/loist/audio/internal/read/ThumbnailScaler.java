package io.loist.audio.internal.read;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.picture.ImageSize;
import io.loist.audio.internal.picture.ImageType;
import io.loist.audio.internal.picture.JpegSegments;
import io.loist.audio.internal.picture.PngChunks;
import io.loist.ingest.spi.Artwork;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Small copies of a cover, made by the JDK's decoders. Rows and columns are left out while decoding, so that the memory taken goes
 * with the size asked for and not with that of the cover; what cannot be decoded so is bounded in its pixels.
 */
final class ThumbnailScaler {

    /** The most pixels of a picture that the JDK decodes as a whole. */
    private static final long MAX_PIXELS_AT_ONCE = 25_000_000;

    /** How many times finer than asked for a picture is decoded, so that scaling it down can smooth it. */
    private static final int FINER = 2;

    private static final float QUALITY = 0.85f;

    private ThumbnailScaler() {}

    /** Makes one thumbnail for each size, of the cover's shape and never larger than it is. With a finding, none. */
    static SortedMap<Integer, Artwork> of(
            @Nullable Artwork cover, SortedSet<Integer> sizes, AudioFileBuilder builder) {
        SortedMap<Integer, Artwork> thumbnails = new TreeMap<>();
        if (cover == null || sizes.isEmpty()) {
            return thumbnails;
        }
        try {
            BufferedImage image = decoded(cover.bytes(), sizes.last());
            for (int size : sizes) {
                thumbnails.put(size, encoded(scaled(image, size)));
            }
        } catch (IOException | RuntimeException e) {
            builder.finding("The cover, " + cover + ", gives no thumbnails: it is damaged or of a kind that cannot be "
                    + "decoded here.");
            thumbnails.clear();
        }
        return thumbnails;
    }

    private static BufferedImage decoded(byte[] bytes, int size) throws IOException {
        ImageType type = ImageType.of(bytes);
        ImageSize full = type == null ? null : ImageSize.of(bytes, type);
        if (type == null || full == null) {
            throw new IOException("no picture");
        }
        JpegSegments jpeg = type == ImageType.JPEG ? JpegSegments.of(bytes) : null;
        boolean byRows = type == ImageType.PNG
                || (jpeg != null && jpeg.frame() != null && !jpeg.frame().progressive());
        if (!full.isTaken() || (!byRows && full.pixels() > MAX_PIXELS_AT_ONCE)) {
            throw new IOException("too large");
        }
        byte[] plain = jpeg != null ? jpeg.plain() : type == ImageType.PNG ? PngChunks.plain(bytes) : bytes;
        BufferedImage image = decoded(plain, type, size);
        return jpeg == null ? image : upright(image, jpeg.orientation());
    }

    private static BufferedImage decoded(byte[] plain, ImageType type, int size) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(type.extension());
        if (!readers.hasNext()) {
            throw new IOException("no decoder");
        }
        ImageReader reader = readers.next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(plain))) {
            reader.setInput(in, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(reader.getWidth(0), reader.getHeight(0)) / (FINER * size));
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }

    /** Turns a picture as EXIF asks for. */
    private static BufferedImage upright(BufferedImage image, int orientation) {
        if (orientation == 1) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            default -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
        boolean across = orientation >= 5;
        BufferedImage turned = blank(image, across ? height : width, across ? width : height);
        draw(turned, graphics -> graphics.drawImage(image, turn, null));
        return turned;
    }

    /** Halves the picture while it is more than twice too large: the mean of four pixels loses no line. */
    private static BufferedImage scaled(BufferedImage image, int size) {
        double factor = Math.min(1, (double) size / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        BufferedImage current = image;
        do {
            BufferedImage from = current;
            int nextWidth = Math.max(width, from.getWidth() / 2);
            int nextHeight = Math.max(height, from.getHeight() / 2);
            BufferedImage next = blank(image, nextWidth, nextHeight);
            draw(next, graphics -> graphics.drawImage(from, 0, 0, nextWidth, nextHeight, null));
            current = next;
        } while (current.getWidth() > width || current.getHeight() > height);
        return current;
    }

    private static BufferedImage blank(BufferedImage like, int width, int height) {
        boolean transparent = like.getColorModel().hasAlpha();
        return new BufferedImage(width, height, transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    }

    private static void draw(BufferedImage onto, java.util.function.Consumer<Graphics2D> drawing) {
        Graphics2D graphics = onto.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            drawing.accept(graphics);
        } finally {
            graphics.dispose();
        }
    }

    /** PNG where something shines through, JPEG otherwise. */
    private static Artwork encoded(BufferedImage image) throws IOException {
        ImageType type = image.getColorModel().hasAlpha() ? ImageType.PNG : ImageType.JPEG;
        ImageWriter writer =
                ImageIO.getImageWritersByFormatName(type.extension()).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (type == ImageType.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return new Artwork(type.contentType(), type.extension(), bytes.toByteArray());
    }
}
