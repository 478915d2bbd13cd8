package io.loist.storage.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

/** What the developer is told; what pages may do is in {@link LocalMediaServerCorsTest}. */
class CorsPolicyTest {

    private static final CorsPolicy.Rule RULE = new CorsPolicy.Rule(
            List.of("http://localhost:3000"), List.of("GET", "PUT"), List.of("Range"), Duration.ofHours(1));

    private final List<String> hints = new ArrayList<>();
    private final CorsPolicy policy = new CorsPolicy(List.of(), Map.of("my-bucket", List.of(RULE)), hints::add);

    @Test
    void refusal_saysOnceForEachReasonWhatToDo() {
        for (int i = 0; i < 3; i++) {
            ask("other-bucket", "http://localhost:3000", "GET");
            ask("my-bucket", "http://localhost:5173", "GET");
            ask("my-bucket", "http://localhost:3000", "PUT", "X-Secret");
        }

        assertThat(hints).hasSize(3);
        assertThat(hints.get(0)).contains("other-bucket", "no rule is set", "forPlayers(\"http://localhost:3000\")");
        assertThat(hints.get(1))
                .contains("no rule contains that origin with GET", "forPlayers(\"http://localhost:5173\")");
        assertThat(hints.get(2)).contains("does not contain the header X-Secret");
    }

    @Test
    void permission_saysNothing() {
        ask("my-bucket", "http://localhost:3000", "GET");

        assertThat(hints).isEmpty();
    }

    @Test
    void refusal_sessionThatNoPageStarted_saysWhatIsMissing() {
        ask("my-bucket", "", "PUT");
        ask("my-bucket", "", "PUT");

        assertThat(hints).singleElement().asString().contains("started without an Origin");
    }

    @Test
    void refusal_nameThatCouldForgeALine_isLeftOut() {
        ask("my-bucket", "http://a\n[main] ERROR all is lost", "GET");

        assertThat(hints).singleElement().asString().contains("(not a name)").doesNotContain("all is lost");
    }

    @Test
    void refusals_ofVeryManyOrigins_sayNoMoreThanAnyoneReads() {
        for (int i = 0; i < 1_000; i++) {
            ask("my-bucket", "http://page" + i + ".test", "GET");
        }

        assertThat(hints).hasSize(100);
    }

    private void ask(String bucket, String origin, String method, String... headers) {
        policy.answerPreflight(new CorsPolicy.Access(bucket, origin, method, List.of(headers)), HttpFields.build());
    }
}
