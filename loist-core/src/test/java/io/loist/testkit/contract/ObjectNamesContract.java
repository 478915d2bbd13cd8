package io.loist.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.testkit.TestContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store promises about names: it keeps any of them, apart from each other, and lists them in order. */
abstract class ObjectNamesContract extends ObjectStoreFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "Sigur Rós/Ágætis byrjun.flac",
                "天使.mp3",
                "𝄞 clef",
                "100%",
                "%2F%41%",
                "who?",
                "#1",
                "a+b&c=d;e",
                "trailing/",
                "double//slash",
                "/leading",
                ".hidden",
                "...",
                "a/../b",
                "a/./b",
                "a/..",
                "con",
                "nul.txt",
                "ends with dot.",
                "ends with space ",
                "back\\slash",
                "quote\"'`<>|*:",
                "name.d/name.d",
                "~tilde_-!()",
                "e\u0301 combined"
            })
    void put_oddName_isKeptAsItIs(String name) {
        put(name, "odd");

        assertThat(names("")).containsExactly(name);
        assertThat(contentOf(name)).asString(UTF_8).isEqualTo("odd");
        assertThat(statOf(name).ref()).isEqualTo(ref(name));
        assertThat(store().delete(ref(name))).isTrue();
        assertThat(names("")).isEmpty();
    }

    @Test
    void put_longestName_isKeptAsItIs() {
        String flat = "天".repeat((1_024 - folder().length()) / 3);
        String deep = "d/".repeat((1_024 - folder().length()) / 2 - 1) + "e";
        put(flat, "flat");
        put(deep, "deep");

        assertThat(names("")).containsExactly(deep, flat);
        assertThat(contentOf(flat)).asString(UTF_8).isEqualTo("flat");
        assertThat(contentOf(deep)).asString(UTF_8).isEqualTo("deep");
    }

    @Test
    void put_namesThatAreAlike_stayApart() {
        List<String> alike = List.of(
                "Song", "a", "a/", "a/A", "a/b", "a/b/c", "song", "so\u0301ng", "sóng", "x", "x%", "x%2F", "x.d", "x/");
        alike.forEach(name -> put(name, "content of " + name));

        assertThat(names("")).containsExactlyInAnyOrderElementsOf(alike);
        assertThat(alike)
                .allSatisfy(name -> assertThat(contentOf(name)).asString(UTF_8).isEqualTo("content of " + name));
    }

    @Test
    void list_manyNames_comesInOrderOfBytes() {
        List<String> sorted = List.of(
                "!", "A", "Z", "a", "a b", "a-b", "a.d", "a/", "a/!", "a/b", "a/b/c", "a0", "b", "b-/x", "b/x", "b0/x",
                "é", "天", "\uFB01", "𝄞");
        List<String> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(4));
        shuffled.forEach(name -> put(name, ""));

        assertThat(names("")).containsExactlyElementsOf(sorted);
    }

    @Test
    void list_longNamesThatShareABeginning_comesInOrderOfBytes() {
        String same = "x".repeat(300);
        List<String> sorted = List.of(
                same.substring(1), same, same + "!", same + "-/a", same + "/a", same + "/b", same + "0", same + "x");
        sorted.forEach(name -> put(name, ""));

        assertThat(names("")).containsExactlyElementsOf(sorted);
        assertThat(names(same + "/")).containsExactly(same + "/a", same + "/b");
    }

    @ParameterizedTest
    @CsvSource({
        "'','a a/b a/bc a/c ab b'",
        "a,'a a/b a/bc a/c ab'",
        "a/,'a/b a/bc a/c'",
        "a/b,'a/b a/bc'",
        "ab,ab",
        "abc,''",
        "c,''"
    })
    void list_prefix_givesNamesThatBeginWithIt(String prefix, String expected) {
        for (String name : List.of("a", "a/b", "a/bc", "a/c", "ab", "b")) {
            put(name, "");
        }

        assertThat(String.join(" ", names(prefix))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'',/,'a a-b a/ b b/ d'", "a/,/,'a/a a/b/ a/c'", "a/b,/,'a/b/'", "a/,b,'a/a a/b a/c'", "x,/,''"})
    @Needs(StoreCapability.FOLDERS)
    void list_oneLevel_givesObjectsAndFoldersInOrder(String prefix, String delimiter, String expected) {
        for (String name : List.of("a", "a-b", "a/a", "a/b/1", "a/b/2", "a/c", "b", "b/1", "d")) {
            put(name, "");
        }

        assertThat(String.join(" ", level(prefix, delimiter))).isEqualTo(expected);
    }

    @Test
    @Needs(StoreCapability.FOLDERS)
    void list_oneLevelLongerThanAPage_givesEachFolderOnce() {
        for (int i = 0; i < 24; i++) {
            put("f" + (10 + i) + "/x", "");
            put("f" + (10 + i) + "/y", "");
            put("g" + (10 + i), "");
        }

        List<String> expected = Stream.concat(
                        IntStream.range(10, 34).mapToObj(i -> "f" + i + "/"),
                        IntStream.range(10, 34).mapToObj(i -> "g" + i))
                .toList();
        assertThat(level("", "/")).containsExactlyElementsOf(expected);
    }

    @Test
    void list_oneLevelWithoutDelimiter_throws() {
        assertThatThrownBy(() -> store().list(bucket(), "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delimiter");
    }

    private List<String> level(String prefix, String delimiter) {
        try (Stream<ObjectStore.Entry> listed = store().list(bucket(), folder() + prefix, delimiter)) {
            return listed.peek(entry ->
                            assertThat(entry.isFolder()).isEqualTo(entry.name().endsWith(delimiter)))
                    .map(entry -> entry.name().substring(folder().length()))
                    .toList();
        }
    }

    @Test
    void list_moreThanAPage_givesEveryObjectOnce() {
        List<String> expected = IntStream.range(0, 45)
                .mapToObj(i -> (i < 30 ? "n" : "folder/") + (100 + i))
                .sorted()
                .toList();
        expected.forEach(name -> put(name, "x"));

        assertThat(names("")).containsExactlyElementsOf(expected);
        try (Stream<StoredObject> first = store().list(bucket(), folder())) {
            assertThat(first.limit(3)).hasSize(3);
        }
    }

    @Test
    void list_object_isAsStatGivesIt() {
        store().put(upload("a", TestContent.random(99))
                .contentType("audio/flac")
                .build());

        try (Stream<StoredObject> listed = store().list(bucket(), folder())) {
            assertThat(listed).containsExactly(statOf("a"));
        }
    }

    @Test
    void list_missingBucket_throwsNotFound() {
        assertFails(Reason.NOT_FOUND, "gs://" + missingBucket(), () -> {
            try (Stream<StoredObject> listed = store().list(missingBucket(), "")) {
                listed.findFirst();
            }
        });
    }
}
