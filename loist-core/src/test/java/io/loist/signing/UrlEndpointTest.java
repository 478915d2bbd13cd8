package io.loist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.object.ObjectRef;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlEndpointTest {

    private static final ObjectRef OBJECT = new ObjectRef("my-bucket", "a b/c");

    @Test
    void pathStyle_bucket_standsInThePath() {
        UrlEndpoint endpoint = UrlEndpoint.pathStyle(URI.create("http://127.0.0.1:8080"));

        assertThat(endpoint.authority("my-bucket")).isEqualTo("127.0.0.1:8080");
        assertThat(endpoint.path("my-bucket", OBJECT)).isEqualTo("/my-bucket/a%20b/c");
        assertThat(endpoint.path("my-bucket", null)).isEqualTo("/my-bucket");
    }

    @Test
    void virtualHosted_bucket_standsInTheHost() {
        UrlEndpoint endpoint = UrlEndpoint.virtualHosted(URI.create("https://storage.googleapis.com"));

        assertThat(endpoint.authority("my-bucket")).isEqualTo("my-bucket.storage.googleapis.com");
        assertThat(endpoint.path("my-bucket", OBJECT)).isEqualTo("/a%20b/c");
        assertThat(endpoint.path("my-bucket", null)).isEqualTo("/");
    }

    @Test
    void bucketBound_bucket_standsNowhere() {
        UrlEndpoint endpoint = UrlEndpoint.bucketBound(URI.create("https://cdn.example.com"));

        assertThat(endpoint.authority("my-bucket")).isEqualTo("cdn.example.com");
        assertThat(endpoint.path("my-bucket", OBJECT)).isEqualTo("/a%20b/c");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Media.Example.com:443/, https://media.example.com",
        "http://media.example.com:80, http://media.example.com",
        "http://media.example.com:443, http://media.example.com:443",
        "http://[::1]:8080/, http://[::1]:8080",
    })
    void base_anySpelling_becomesWhatClientsSend(URI spelled, URI base) {
        assertThat(UrlEndpoint.pathStyle(spelled)).isEqualTo(UrlEndpoint.pathStyle(base));
        assertThat(UrlEndpoint.pathStyle(spelled).base()).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "media.example.com",
                "ftp://media.example.com",
                "https:/path",
                "https://user@media.example.com",
                "https://media.example.com/folder",
                "https://media.example.com?a=b",
                "https://media.example.com#a",
                "https://under_score.example.com:x",
                "mailto:a@example.com",
            })
    void base_notAnEndpoint_throws(URI base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UrlEndpoint.pathStyle(base))
                .withMessageContaining("https://media.example.com");
    }
}
