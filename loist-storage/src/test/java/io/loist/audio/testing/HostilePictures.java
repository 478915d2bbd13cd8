package io.loist.audio.testing;

import io.loist.AudioReadException;
import io.loist.audio.AudioFileReader;
import io.loist.ingest.spi.AudioFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Pictures of few bytes that declare many pixels, components or scans, and a program that makes thumbnails of them. */
public final class HostilePictures {

    private static final int BASELINE = 0xC0;
    private static final int PROGRESSIVE = 0xC2;

    private HostilePictures() {}

    /** Returns the pictures by what is hostile in them. */
    public static Map<String, Supplier<byte[]>> all() {
        Map<String, Supplier<byte[]>> all = new LinkedHashMap<>();
        all.put("baseline-scan-of-one-component", () -> jpeg(BASELINE, 20_000, 1, 1));
        all.put("baseline-after-garbage", () -> Id3Bytes.concat(start(), between(jpeg(BASELINE, 16_000, 1, 1))));
        all.put("baseline-after-tables-only", () -> Id3Bytes.concat(bytes("FFD8 FFD9"), jpeg(BASELINE, 16_000, 1, 1)));
        all.put(
                "baseline-after-smaller-frame",
                () -> Id3Bytes.concat(
                        Id3Bytes.concat(start(), frame(BASELINE, 16)), between(jpeg(BASELINE, 16_000, 1, 1))));
        all.put("baseline-in-bitmap", () -> bitmap(jpeg(BASELINE, 16_000, 1, 1)));
        all.put("baseline-largest", () -> jpeg(BASELINE, 14_000, 3, 1));
        all.put("progressive-large", () -> jpeg(PROGRESSIVE, 12_000, 3, 1));
        all.put("progressive-largest", () -> jpeg(PROGRESSIVE, 4_096, 3, 11));
        all.put("progressive-of-two-scans", () -> jpeg(PROGRESSIVE, 4_096, 3, 2));
        all.put("progressive-thousands-of-scans", () -> jpeg(PROGRESSIVE, 4_096, 3, 5_000));
        all.put("gif-frame-larger-than-screen", HostilePictures::gif);
        all.put("png-interlaced", () -> png(16_000, 8, 6, 1));
        all.put("png-deep", () -> png(4_300, 16, 6, 0));
        all.put("png-of-bits", () -> png(20_000, 1, 0, 1));
        return all;
    }

    /** Returns one of the pictures. */
    public static byte[] named(String name) {
        return Objects.requireNonNull(all().get(name), name).get();
    }

    /**
     * Makes thumbnails of pictures, each several times at once, and prints for each its name, the maximum resident memory in MiB and the
     * result; at last the number of threads that still read after some seconds.
     *
     * @param arguments a folder for audio files, the number of pictures at once, and the names
     */
    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int times = Integer.parseInt(arguments[1]);
        AudioFileReader reader = AudioFileReader.builder()
                .thumbnails(64, 500)
                .timeBudget(Duration.ofSeconds(25))
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(times);
        for (String name : List.of(arguments).subList(2, arguments.length)) {
            Path file = Files.write(folder.resolve("hostile.mp3"), audio(named(name)));
            System.gc();
            Files.writeString(Path.of("/proc/self/clear_refs"), "5"); // begins to measure anew
            List<Callable<String>> reads = Stream.generate(() -> (Callable<String>) () -> result(reader, file))
                    .limit(times)
                    .toList();
            long begin = System.nanoTime();
            var results = threads.invokeAll(reads);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            System.out.println(name + " " + highWater() + " " + millis + " "
                    + results.get(0).get());
        }
        System.out.println("threads " + readingThreads());
        System.exit(0);
    }

    private static String result(AudioFileReader reader, Path file) {
        try {
            AudioFile audio = reader.read(file);
            return audio.thumbnails().isEmpty() ? "none" : "made";
        } catch (AudioReadException e) {
            return e.reason().toString();
        }
    }

    private static long highWater() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Returns how many threads read or decode, as soon as there are none or five seconds have passed. */
    private static long readingThreads() throws InterruptedException {
        long reading = 1;
        for (int i = 0; i < 50 && reading > 0; i++) {
            Thread.sleep(100);
            reading = Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().startsWith("loist-audio-read"))
                    .filter(thread -> Arrays.stream(thread.getValue())
                            .anyMatch(frame -> frame.getClassName().contains("AudioFileParser")))
                    .count();
        }
        return reading;
    }

    private static byte[] audio(byte[] picture) {
        byte[] body = Id3Bytes.concat(Id3Bytes.latin1("\0image/png\0\u0003\0"), picture);
        return new Id3Bytes(3).frame("APIC", 0, body).beforeSound();
    }

    /** A square JPEG in three components; each scan has some of them, and ends early. */
    private static byte[] jpeg(int frame, int side, int componentsPerScan, int scans) {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        jpeg.writeBytes(start());
        jpeg.writeBytes(bytes("FFDB 0043 00"));
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 1);
        jpeg.writeBytes(ones);
        jpeg.writeBytes(frame(frame, side));
        String table = "01" + "00".repeat(15);
        jpeg.writeBytes(
                bytes("FFC4 0026 00" + table + "00 10" + table + "00")); // one code each: no difference, end of block
        String components =
                Stream.of("0100", "0200", "0300").limit(componentsPerScan).collect(Collectors.joining());
        byte[] scan = bytes("FFDA 00%02X %02X %s 00%s00 00"
                .formatted(
                        6 + 2 * componentsPerScan, componentsPerScan, components, frame == PROGRESSIVE ? "00" : "3F"));
        // A refinement of the first coefficients may be repeated as often as one likes, a first scan may not
        byte[] refining = bytes(
                "FFDA 00%02X %02X %s 000010 00".formatted(6 + 2 * componentsPerScan, componentsPerScan, components));
        for (int i = 0; i < scans; i++) {
            jpeg.writeBytes(i == 0 ? scan : refining);
        }
        jpeg.writeBytes(bytes("FFD9"));
        return jpeg.toByteArray();
    }

    private static byte[] start() {
        return bytes("FFD8");
    }

    private static byte[] frame(int marker, int side) {
        return bytes("FF%02X 0011 08 %04X %04X 03 011100 021100 031100".formatted(marker, side, side));
    }

    /** Returns a JPEG without its start, behind bytes that belong to no segment. */
    private static byte[] between(byte[] jpeg) {
        return Id3Bytes.concat(bytes("000102"), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] bitmap(byte[] jpeg) {
        ByteBuffer header = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
        header.put(Id3Bytes.latin1("BM")).putInt(54 + jpeg.length).putInt(0).putInt(54);
        header.putInt(40).putInt(1_000).putInt(1_000).putShort((short) 1).putShort((short) 0);
        header.putInt(4).putInt(jpeg.length);
        return Id3Bytes.concat(header.array(), jpeg);
    }

    private static byte[] gif() {
        ByteArrayOutputStream gif = new ByteArrayOutputStream();
        gif.writeBytes("GIF89a".getBytes(StandardCharsets.ISO_8859_1));
        gif.writeBytes(bytes("0100 0100 80 00 00 000000 FFFFFF 2C 0000 0000 FFFF FFFF 00 08"));
        byte[] codes = new byte[255];
        for (int i = 0; i < 20_000; i++) {
            gif.write(255);
            gif.writeBytes(codes);
        }
        gif.writeBytes(bytes("00 3B"));
        return gif.toByteArray();
    }

    /** A square PNG with the filter that takes longest. */
    private static byte[] png(int side, int depth, int colours, int interlaced) {
        int channels = colours == 6 ? 4 : 1;
        byte[] header = ByteBuffer.allocate(13)
                .putInt(side)
                .putInt(side)
                .put((byte) depth)
                .put((byte) colours)
                .putShort((short) 0)
                .put((byte) interlaced)
                .array();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data, new Deflater(Deflater.BEST_SPEED))) {
            int[][] passes = interlaced == 0
                    ? new int[][] {{1, 1}}
                    : new int[][] {{8, 8}, {8, 8}, {4, 8}, {4, 4}, {2, 4}, {2, 2}, {1, 2}};
            for (int[] pass : passes) {
                byte[] row = new byte[1 + (side / pass[0] * channels * depth + 7) / 8];
                row[0] = 4;
                for (int y = 0; y < side / pass[1]; y++) {
                    deflater.write(row);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("in memory", e);
        }
        return PngBytes.of(header, data.toByteArray());
    }

    private static byte[] bytes(String hexadecimal) {
        return java.util.HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
    }
}
