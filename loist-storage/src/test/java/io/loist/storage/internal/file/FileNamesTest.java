package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileNamesTest {

    private static final Path BUCKET = Path.of("/store/bucket");

    @ParameterizedTest
    @CsvSource({
        "song.mp3, song.mp3",
        "audio/1/song.mp3, audio.d/1.d/song.mp3",
        "a/, a.d/%",
        "a//b, a.d/%.d/b",
        "/, %.d/%",
        "The Who, %54he%20%57ho",
        "björk, bj%c3%b6rk",
        "100%, 100%25",
        "../../etc/passwd, %2e..d/%2e..d/etc.d/passwd",
        "a/.., a.d/%2e%2e",
        ".hidden, %2ehidden",
        "ends., ends%2e",
        "folder.d, folder%2ed",
        "folder.d/x, folder.d.d/x",
        "con, %63on",
        "aux.txt/lpt1.x, %61ux.txt.d/%6cpt1.x",
        "console, console",
        "a+, a%2b",
        "a\\b, a%5cb"
    })
    void resolve_name_givesThisFile(String name, String file) {
        assertThat(FileNames.resolve(BUCKET, name)).hasToString("/store/bucket/" + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%4", "%zz", "a%", "%é", "%4G.d"})
    void decode_notOurs_isNull(String fileName) {
        assertThat(FileNames.decode(fileName)).isNull();
    }

    @Test
    void decode_everyPartOfTheWay_givesTheNameBack() {
        Random random = new Random(7);
        Set<String> files = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String name = randomName(random);
            Path file = FileNames.resolve(BUCKET, name);

            assertThat(nameOf(file)).isEqualTo(name);
            assertThat(file).isEqualTo(file.normalize()).startsWithRaw(BUCKET);
            for (Path part : BUCKET.relativize(file)) {
                assertThat(part.toString()).hasSizeLessThanOrEqualTo(255).matches("[a-z0-9%+._-]+");
            }
            names.add(name);
            files.add(file.toString().toLowerCase(Locale.ROOT));
        }
        assertThat(files).hasSameSizeAs(names);
    }

    private static String nameOf(Path file) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        List<Path> parts = new ArrayList<>();
        BUCKET.relativize(file).forEach(parts::add);
        for (Path part : parts) {
            byte[] decoded = FileNames.decode(part.toString());
            assertThat(decoded).as(part.toString()).isNotNull();
            name.writeBytes(decoded);
        }
        assertThat(FileNames.isFolder(parts.get(parts.size() - 1).toString())).isFalse();
        return name.toString(UTF_8);
    }

    private static String randomName(Random random) {
        String[] pieces = {
            "a", "A", "b", ".", "..", "/", "//", ".d", "+", "%", "con", "é", "天", "𝄞", " ", "x".repeat(90)
        };
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            name.append(pieces[random.nextInt(pieces.length)]);
        }
        return name.toString();
    }
}
