package io.loist.audio.internal.read;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.picture.DecodingCost;
import io.loist.audio.internal.picture.ImageSize;
import io.loist.audio.internal.picture.ImageType;
import io.loist.audio.internal.picture.JpegSegments;
import io.loist.audio.internal.picture.PngChunks;
import io.loist.ingest.spi.Artwork;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Creates thumbnails of a cover with the JDK's decoders. Decoding skips rows and columns, so that memory use depends on the thumbnail's
 * size and not on the cover's; what decoding takes otherwise is known and limited before it begins. If its thread is interrupted, it ends
 * soon.
 */
final class ThumbnailScaler {

    /** The maximum size of a decoded picture in bytes. */
    private static final long MAX_DECODED = 64L * 1024 * 1024;

    private static final int KIBIBYTE = 1024;

    /** The memory that all pictures of this process use together, in kibibytes: of those that use much, some have to wait. */
    private static final Semaphore MEMORY = new Semaphore(192 * KIBIBYTE, true);

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
        DecodingCost cost = jpeg == null ? DecodingCost.of(bytes, type, full) : DecodingCost.of(jpeg);
        if (!full.isTaken() || !cost.isTaken()) {
            throw new IOException("too large");
        }
        byte[] plain = jpeg != null ? jpeg.plain() : type == ImageType.PNG ? PngChunks.plain(bytes) : bytes;
        boolean deep = type == ImageType.PNG && bytes[24] == 16;
        int step = step(full, size, deep ? 8 : 4);
        int kibibytes = (int) ((cost.memory() + MAX_DECODED) / KIBIBYTE);
        try {
            MEMORY.acquire(kibibytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("gave up waiting for memory");
        }
        try {
            BufferedImage image = decoded(plain, type, full, step);
            return jpeg == null ? image : upright(image, jpeg.orientation());
        } finally {
            MEMORY.release(kibibytes);
        }
    }

    /** Returns the number n so that each n-th row and column is decoded. */
    private static int step(ImageSize full, int size, int bytesPerPixel) {
        int step = (int) Math.max(1, Math.max(full.width(), full.height()) / ((long) OVERSAMPLING * size));
        while ((full.width() / step + 1) * (full.height() / step + 1) * bytesPerPixel > MAX_DECODED) {
            step++;
        }
        return step;
    }

    private static BufferedImage decoded(byte[] plain, ImageType type, ImageSize full, int step) throws IOException {
        ImageReader reader = decoder(type);
        try (PictureInput in = new PictureInput(plain)) {
            reader.setInput(in, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > full.pixels()) {
                throw new IOException("larger than its header says");
            }
            reader.addIIOReadProgressListener(new StopIfInterrupted());
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            BufferedImage image = reader.read(0, param);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("stopped");
            }
            return image;
        } finally {
            reader.dispose();
        }
    }

    /** Returns the JDK's decoder; what others that are installed take is unknown. */
    private static ImageReader decoder(ImageType type) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(type.extension());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageReader.class.getModule()) {
                return reader;
            }
        }
        throw new IOException("no decoder");
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
