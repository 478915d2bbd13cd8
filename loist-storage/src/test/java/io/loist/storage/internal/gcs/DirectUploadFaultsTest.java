package io.loist.storage.internal.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.testing.MediaClient;
import io.loist.storage.testing.MediaServersBase;
import io.loist.storage.testing.gcs.GcsFaults;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import io.loist.storage.testing.gcs.GcsOperation;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.upload.DirectUploads;
import io.loist.upload.ExpectedUpload;
import io.loist.upload.UploadSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads from a page to the test server when the calls of signed URLs go wrong. */
@Integration
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
