package io.loist.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.ObjectStore.Details;
import io.loist.object.StoredObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectStore} promises about the headers that an object is served with and about its metadata. */
public abstract class ObjectDetailsContract extends ObjectMovingContract {

    @Test
    @Needs({StoreCapability.COPY, StoreCapability.MOVE})
    void details_given_areKeptThroughCopyAndMove() {
        store().put(upload("a", new byte[3])
                .contentType("audio/mpeg")
                .cacheControl("private, max-age=60")
                .contentDisposition("inline; filename*=UTF-8''Bj%C3%B6rk.mp3")
                .metadata(Map.of("who", "Bj\u00f6rk", "loist-file-name", "\u5929\u4f7f.mp3"))
                .build());
        ObjectStore.Details given = store().details(ref("a")).orElseThrow();

        store().copy(ref("a"), ref("b"));
        store().move(ref("a"), ref("c"));

        assertThat(given.object().contentType()).isEqualTo("audio/mpeg");
        assertThat(given.cacheControl()).isEqualTo("private, max-age=60");
        assertThat(given.contentDisposition()).isEqualTo("inline; filename*=UTF-8''Bj%C3%B6rk.mp3");
        assertThat(given.metadata())
                .containsExactlyInAnyOrderEntriesOf(Map.of("who", "Bj\u00f6rk", "loist-file-name", "\u5929\u4f7f.mp3"));
        for (String copy : List.of("b", "c")) {
            ObjectStore.Details kept = store().details(ref(copy)).orElseThrow();
            assertThat(kept)
                    .usingRecursiveComparison()
                    .ignoringFields("object", "metageneration")
                    .isEqualTo(given);
            assertThat(kept.object()).isEqualTo(store().stat(ref(copy)).orElseThrow());
            assertThat(kept.object().contentType()).isEqualTo("audio/mpeg");
        }
    }

    @Test
    void details_noneGivenOrNoObject_areEmpty() {
        put("a", "");

        StoredObject stored = store().stat(ref("a")).orElseThrow();
        assertThat(stored.contentType()).isEqualTo("application/octet-stream");
        assertThat(store().details(ref("a"))).contains(new ObjectStore.Details(stored, 1, null, null, Map.of()));
        assertThat(store().details(ref("none"))).isEmpty();
    }

    @Test
    void update_everything_isChangedAndTheBytesStay() {
        store().put(upload("a", new byte[] {1, 2, 3})
                .contentType("audio/mpeg")
                .cacheControl("private")
                .contentDisposition("inline")
                .metadata(Map.of("kept", "1", "changed", "2", "dropped", "3"))
                .build());
        Details found = store().details(ref("a")).orElseThrow();

        Details changed = store().update(found.withContentType("audio/flac")
                .withCacheControl("public, max-age=31536000, immutable")
                .withContentDisposition("attachment")
                .withMetadata(Map.of("kept", "1", "changed", "Bj\u00f6rk", "new", "4")));

        assertThat(changed.object().contentType()).isEqualTo("audio/flac");
        assertThat(changed.cacheControl()).isEqualTo("public, max-age=31536000, immutable");
        assertThat(changed.contentDisposition()).isEqualTo("attachment");
        assertThat(changed.metadata())
                .containsExactlyInAnyOrderEntriesOf(Map.of("kept", "1", "changed", "Bj\u00f6rk", "new", "4"));
        assertThat(changed.object())
                .usingRecursiveComparison()
                .ignoringFields("contentType")
                .isEqualTo(found.object());
        assertThat(changed.metageneration()).isEqualTo(2);
        assertThat(store().details(ref("a"))).contains(changed);
        assertThat(contentOf("a")).containsExactly(1, 2, 3);
    }

    @Test
    void update_toNothing_removesHeadersAndMetadata() {
        store().put(upload("a", new byte[3])
                .cacheControl("private")
                .contentDisposition("inline")
                .metadata(Map.of("x", "1"))
                .build());
        Details found = store().details(ref("a")).orElseThrow();

        store().update(found.withCacheControl(null).withContentDisposition(null).withMetadata(Map.of()));

        assertThat(store().details(ref("a")))
                .contains(new Details(found.object(), found.metageneration() + 1, null, null, Map.of()));
    }

    @Test
    void update_ofAStateThatIsNoMore_throwsAndChangesNothing() {
        put("a", "bytes");
        Details first = store().details(ref("a")).orElseThrow();
        Details second = store().update(first.withCacheControl("private"));

        assertFails(Reason.PRECONDITION_FAILED, ref("a").uri(), () -> store().update(first.withCacheControl("public")));

        assertThat(store().details(ref("a"))).contains(second);
        assertThat(store().update(first.withMetageneration(0).withCacheControl("public"))
                        .cacheControl())
                .isEqualTo("public");
    }

    @Test
    void update_ofAReplacedObject_throwsAndChangesNothing() {
        put("a", "first");
        Details first = store().details(ref("a")).orElseThrow();
        replace("a", "second".getBytes(UTF_8));

        assertFails(
                Reason.PRECONDITION_FAILED,
                ref("a").uri(),
                () -> store().update(first.withMetageneration(0).withCacheControl("public")));

        assertThat(store().details(ref("a")).orElseThrow().cacheControl()).isNull();
        assertThat(store().details(ref("a")).orElseThrow().metageneration()).isEqualTo(1);
    }

    @Test
    void update_withoutConditions_changesWhateverIsThere() {
        put("a", "first");
        replace("a", "second".getBytes(UTF_8));
        StoredObject any =
                StoredObject.builder(ref("a")).contentType("text/plain").build();

        store().update(new Details(any, 0, "no-cache", null, Map.of("x", "1")));

        Details found = store().details(ref("a")).orElseThrow();
        assertThat(found.object().contentType()).isEqualTo("text/plain");
        assertThat(found.cacheControl()).isEqualTo("no-cache");
        assertThat(found.metadata()).containsOnly(Map.entry("x", "1"));
        assertThat(contentOf("a")).asString(UTF_8).isEqualTo("second");
    }

    @Test
    void update_missingObjectOrBucket_throwsNotFound() {
        for (ObjectRef ref : List.of(ref("none"), new ObjectRef(missingBucket(), "none"))) {
            StoredObject none =
                    StoredObject.builder(ref).contentType("text/plain").build();

            assertFails(Reason.NOT_FOUND, null, () -> store().update(new Details(none, 0, null, null, Map.of())));
        }
    }
}
