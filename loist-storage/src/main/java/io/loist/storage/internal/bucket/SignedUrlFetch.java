package io.loist.storage.internal.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.internal.UserAgent;
import io.loist.signing.SignedUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;

/** Fetches an object through its signed URL, as a player does. */
final class SignedUrlFetch {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int MAX_ANSWER = 4_096;

    private SignedUrlFetch() {}

    /**
     * Fetches a small object and compares its bytes.
     *
     * @throws UrlRefusedException if the service refuses the URL
     * @throws IOException if the service cannot be reached, or answers with other bytes
     */
    static void requireContent(SignedUrl url, byte[] content) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.uri()).timeout(TIMEOUT).header("User-Agent", UserAgent.VALUE);
        url.headers().forEach(request::header);
        HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                byte[] body = in.readNBytes(MAX_ANSWER);
                if (answer.statusCode() != 200) {
                    throw new UrlRefusedException(answer.statusCode(), new String(body, UTF_8));
                }
                if (!Arrays.equals(body, content)) {
                    throw new IOException(
                            "the bytes differ from what was written; does the URL's host serve this bucket?");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the thread was interrupted", e);
        }
    }

    /** The service refused a signed URL. */
    static final class UrlRefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final String code;

        private UrlRefusedException(int status, String body) {
            super(status + " " + codeIn(body));
            this.code = codeIn(body);
        }

        private static String codeIn(String body) {
            int start = body.indexOf("<Code>");
            int end = body.indexOf("</Code>");
            return start >= 0 && end > start ? body.substring(start + "<Code>".length(), end) : "no code";
        }

        String remedy() {
            return switch (code) {
                case "SignatureDoesNotMatch" ->
                    "the key differs from the one that the service knows, or the URL's host is not the one that answers;"
                            + " create a new key, and check the UrlEndpoint of the signer";
                case "ExpiredToken", "RequestTimeTooSkewed" -> "set this machine's clock; Google allows 15 minutes";
                case "AccessDenied" ->
                    "the URL acts as the account that signed it: grant that account roles/storage.objectViewer on the"
                            + " bucket";
                default -> "compare the UrlEndpoint of the signer with the address of the service";
            };
        }
    }
}
