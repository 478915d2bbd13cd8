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
 * Creates thumbnails of a cover with the JDK's decoders. Decoding skips rows and columns, so that memory use depends on the thumbnail's
 * size and not on the cover's; formats that do not support this are limited in their number of pixels.
 */
final class ThumbnailScaler {

    /** The maximum number of pixels of a picture that the JDK decodes completely. */
    private static final long MAX_PIXELS_AT_ONCE = 25_000_000;

    /** The factor by which a picture is decoded larger than its thumbnail, so that scaling can smooth it. */
    private static final int OVERSAMPLING = 2;

    private static final float QUALITY = 0.85f;

    private ThumbnailScaler() {}

    /**
     * Creates one thumbnail for each size, with the cover's proportions and never larger than it. If the cover cannot be decoded, adds a
     * finding and returns none.
     */
    static SortedMap<Integer, Artwork> of(@Nullable Artwork cover, SortedSet<Integer> sizes, AudioFileBuilder builder) {
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
            builder.finding("The cover, " + cover + ", has no thumbnails: it is damaged or in a format that cannot be "
                    + "decoded.");
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
            int step = Math.max(1, Math.max(reader.getWidth(0), reader.getHeight(0)) / (OVERSAMPLING * size));
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }

    /** Rotates and flips a picture according to its EXIF orientation. */
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

    /** Scales a picture by halving it repeatedly: the mean of four pixels preserves thin lines. */
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

    /** Encodes a picture as PNG if it has transparency, otherwise as JPEG. */
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
