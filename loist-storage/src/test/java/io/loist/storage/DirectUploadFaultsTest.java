package io.loist.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.media.DirectUploads;
import io.loist.media.ExpectedUpload;
import io.loist.media.SignedUrl;
import io.loist.media.SignedUrlRequest;
import io.loist.media.UploadSession;
import io.loist.storage.GcsFaults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads from a page to the test server when the calls of signed URLs go wrong. */
@Timeout(60)
class DirectUploadFaultsTest extends MediaServersBase {

    private GcsFaults faults;

    @BeforeEach
    void open() throws IOException {
        GcsTestServer cloud = startCloud();
        cloud.renewFaults();
        faults = cloud.faults();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "RESET", "LOST_ANSWER", "STALL"})
    void open_oneFault_isOvercomeAndTheUploadIsThereOnce(Fault fault) {
        DirectUploads uploads = DirectUploads.create(urls, store);
        faults.plan(GcsOperation.XML, fault);

        UploadSession session =
                uploads.open(SignedUrlRequest.startUpload(SONG).ifAbsent().build(), PAGE);
        MediaClient.send("PUT", session.uri(), BodyPublishers.ofByteArray(BYTES));

        assertThat(faults.allHappened()).isTrue();
        assertThat(uploads.completeUpload(ExpectedUpload.builder(SONG)
                                .size(BYTES.length, BYTES.length)
                                .build())
                        .ref())
                .isEqualTo(SONG);
        assertThat(store.list(BUCKET, "")).hasSize(1);
    }

    @Test
    void put_answerLost_isThereOnceAndARepetitionSaysSo() {
        SignedUrl url = urls.sign(SignedUrlRequest.put(SONG).ifAbsent().build());
        faults.plan(GcsOperation.XML, Fault.LOST_ANSWER);

        assertThatThrownBy(() -> MediaClient.send(url, BYTES)).isInstanceOf(UncheckedIOException.class);
        assertThat(MediaClient.send(url, BYTES).statusCode()).isEqualTo(412);

        assertThat(store.stat(SONG).orElseThrow().size()).isEqualTo(BYTES.length);
    }
}
