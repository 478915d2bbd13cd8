package io.loist.examples.endtoend.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.CorsRule;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Requests to the local media server, byte for byte: each is answered in time, with headers that are headers and without a failure
 * of the server; an honest request is answered afterwards. Names in braces stand for what is signed anew for each run.
 */
final class HeadTarget implements FuzzTarget {

    private static final ObjectRef SONG = new ObjectRef("music", "song.mp3");
    private static final int MAX_ANSWER = 20_000;
    private static final int EACH = 25;
    private static final int PATIENCE_MILLIS = 10_000;

    private final InMemoryObjectStore store = new InMemoryObjectStore("music");
    private final LocalMediaServer server = LocalMediaServer.builder(store)
            .cors(CorsRule.forPlayers("https://app.example"))
            .stallTimeout(Duration.ofSeconds(2))
            .start();
    private final Map<String, String> signed;
    private long cases;

    HeadTarget() {
        store.put(Upload.builder(SONG, new byte[3_000]).contentType("audio/mpeg").build());
        SignedForm form = server.signedUrls()
                .signForm(SignedFormRequest.builder(new ObjectRef("music", "form"))
                        .startsWith("content-type", "")
                        .startsWith("success_action_redirect", "")
                        .build());
        StringBuilder fields = new StringBuilder();
        form.fields().forEach((name, value) -> fields.append("--b\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        signed = Map.of(
                "{GET}", target(SignedUrlRequest.get(SONG)),
                "{HEAD}", target(SignedUrlRequest.head(SONG)),
                "{PUT}", target(SignedUrlRequest.put(new ObjectRef("music", "put"))),
                "{POST}", target(SignedUrlRequest.startUpload(new ObjectRef("music", "post"))),
                "{FORM}", form.uri().getRawPath(),
                "{FIELDS}", fields.toString(),
                "{HOST}", form.uri().getRawAuthority());
    }

    private String target(SignedUrlRequest.Builder request) {
        SignedUrl url = server.signedUrls().sign(request.build());
        return url.uri().getRawPath() + "?" + url.uri().getRawQuery();
    }

    @Override
    public List<byte[]> seeds() {
        return List.of();
    }

    @Override
    public List<byte[]> words() {
        return Stream.of(
                        "{GET}", "{PUT}", "{FORM}", "{FIELDS}", "{HOST}", "\r\n", "\r\n\r\n", ": ", "HTTP/1.1", "GET ", "POST ",
                        "Range: bytes=", "bytes=0-", "bytes=-1", "If-Range: ", "If-None-Match: \"x\", W/\"y\"", "boundary=",
                        "Content-Type: multipart/form-data; boundary=b", "Content-Length: ", "Transfer-Encoding: chunked",
                        "fffffff0\r\n", "0\r\n\r\n", "Expect: 100-continue", "X-Http-Method-Override: DELETE", "Host: ",
                        "Origin: https://app.example", "Access-Control-Request-Method: PUT", "Content-MD5: ",
                        "x-goog-hash: crc32c=", "Content-Range: bytes 0-1/2", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
                        "x-goog-if-generation-match: 0", "\u0085", "\u0000", "%00", "%2e%2e/", "//", ";", "\"", "\\\"", "filename*=UTF-8''")
                .map(word -> word.getBytes(ISO_8859_1))
                .toList();
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(2);
    }

    @Override
    public String run(byte[] input) throws IOException {
        String request = new String(input, ISO_8859_1);
        for (Map.Entry<String, String> one : signed.entrySet()) {
            request = request.replace(one.getKey(), one.getValue());
        }
        int body = request.indexOf("\r\n\r\n") + 4;
        request = request.replace("{LENGTH}", Integer.toString(request.length() - body));
        long start = System.nanoTime();
        String answer = answer(request).replaceFirst("(?s)^HTTP/1.1 100 .*?\r\n\r\n", "");
        String head = answer.contains("\r\n\r\n") ? answer.substring(0, answer.indexOf("\r\n\r\n")) : answer;
        check(head);
        cases++;
        if (cases % EACH == 0) {
            String honest = answer("GET " + signed.get("{GET}") + " HTTP/1.1\r\nHost: " + signed.get("{HOST}")
                    + "\r\nConnection: close\r\n\r\n");
            if (!honest.startsWith("HTTP/1.1 200")) {
                throw new IllegalStateException("an honest request was answered: " + honest.lines().findFirst());
            }
        }
        boolean isSlow = System.nanoTime() - start > Duration.ofSeconds(1).toNanos();
        String code = answer.replaceAll("(?s).*<Code>(.*?)</Code>.*", "$1");
        return head.lines().findFirst().orElse("nothing") + (code.length() < 40 ? code : "") + (isSlow ? " slow" : "")
                + head.lines().count();
    }

    private static void check(String head) {
        List<String> lines = head.lines().toList();
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            return; // closed without an answer
        }
        // 501: a transfer coding that the JDK's server does not know
        if (!lines.get(0).matches("HTTP/1\\.1 ([1-4][0-9]{2}|501|503|505)( .*)?")) {
            throw new IllegalStateException("answered with " + lines.get(0));
        }
        for (String line : lines.subList(1, lines.size())) {
            if (!line.matches("[A-Za-z0-9-]+: ?[ -~]*")) {
                throw new IllegalStateException("a header that is none: " + line);
            }
        }
    }

    private String answer(String request) throws IOException {
        try (Socket socket = new Socket("localhost", server.uri().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                socket.shutdownOutput();
            } catch (IOException e) {
                return ""; // refused before all of it was sent
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8_192];
            try {
                for (int count = in.read(buffer); count >= 0 && answer.size() < MAX_ANSWER; count = in.read(buffer)) {
                    answer.write(buffer, 0, count);
                }
            } catch (SocketTimeoutException e) {
                throw new IllegalStateException("not answered in time, with " + answer.size() + " bytes so far");
            } catch (IOException e) {
                return answer.toString(ISO_8859_1); // reset after the answer
            }
            return answer.toString(ISO_8859_1);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
