package io.loist.storage.testing.gcs;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.loist.signing.SignedUrlVerifier;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import io.loist.testkit.contract.StoreCapability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/**
 * Google Cloud Storage for tests: the calls of the JSON API that loist makes, in this process, on the loopback address. It behaves
 * as Google documents the API, keeps everything in memory, and fails as tests plan it.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1">JSON API</a>
 */
public final class GcsTestServer implements AutoCloseable {

    static {
        // Without it each answer takes 40 ms; it must be set before the first server is made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** How long a call takes that stalls. */
    public static final Duration STALL = Duration.ofMillis(500);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final GcsTestBuckets buckets = new GcsTestBuckets();
    private final GcsBucketCalls settings = new GcsBucketCalls(buckets);
    private final GcsUploadCalls uploads = new GcsUploadCalls(buckets);
    private final GcsObjectCalls objects = new GcsObjectCalls(buckets);
    private final Set<StoreCapability> lacking = ConcurrentHashMap.newKeySet();
    private final Phaser underWay = new Phaser(1);
    private final Map<GcsOperation, Set<String>> omitted = new ConcurrentHashMap<>();
    private final List<GcsCall> calls = new CopyOnWriteArrayList<>();
    private volatile @Nullable String requiredToken;
    private volatile boolean readersPay;
    private volatile GcsFaults faults = new GcsFaults();
    private volatile GcsXmlCalls signed = new GcsXmlCalls(buckets, uploads, settings, SignedUrlVerifier.create());

    private GcsTestServer(HttpServer server) {
        this.server = server;
    }

    /** Starts a server on a free port. */
    public static GcsTestServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        GcsTestServer server = new GcsTestServer(http);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public void createBucket(String bucket) {
        JsonObject name = new JsonObject();
        name.addProperty("name", bucket);
        settings.create(name);
    }

    /** Returns the settings of the buckets, and takes permissions away. */
    public GcsBucketCalls settings() {
        return settings;
    }

    /** Serves the signed URLs of these keys from now on. */
    public void trust(SignedUrlVerifier verifier) {
        signed = new GcsXmlCalls(buckets, uploads, settings, verifier);
    }

    /** Refuses all calls of the JSON API from now on that come without this token. */
    public void requireToken(String token) {
        requiredToken = token;
    }

    /** Refuses all calls from now on that do not name the project that pays for them, as of buckets with "requester pays". */
    public void letReadersPay() {
        readersPay = true;
    }

    /** Returns the calls that came since {@link #renewFaults}, those within a batch included. */
    public List<GcsCall> calls() {
        return List.copyOf(calls);
    }

    /** Cannot do something from now on that an endpoint may lack. */
    public void leaveOut(StoreCapability capability) {
        if (capability == StoreCapability.PRECONDITIONS) {
            buckets.ignorePreconditions();
        }
        lacking.add(capability);
    }

    /** Leaves properties out of the objects that an operation returns from now on; none, to return all. */
    public void omit(GcsOperation operation, String... properties) {
        omitted.put(operation, Set.of(properties));
    }

    private JsonObject withoutOmitted(GcsOperation operation, JsonObject json) {
        for (String property : omitted.getOrDefault(operation, Set.of())) {
            json.remove(property);
            if (json.has("items")) {
                json.getAsJsonArray("items")
                        .forEach(item -> item.getAsJsonObject().remove(property));
            }
        }
        return json;
    }

    private void requireNotLeftOut(GcsOperation operation, GcsRequest request) {
        StoreCapability needed = switch (operation) {
            case START -> StoreCapability.RESUMABLE_UPLOADS;
            case REWRITE -> StoreCapability.COPY;
            case MOVE -> StoreCapability.MOVE;
            case LIST -> request.parameter("delimiter") == null ? null : StoreCapability.FOLDERS;
            default -> null;
        };
        if (needed != null && lacking.contains(needed)) {
            throw new GcsProblem(501, "notImplemented", "This server lacks " + needed.flag());
        }
    }

    /** Returns an object as the server has it. */
    public GcsTestObject object(String bucket, String name) {
        return buckets.get(bucket, name, null);
    }

    /** Returns what goes wrong, and what was called since this was last renewed. */
    public GcsFaults faults() {
        return faults;
    }

    /** Forgets the faults that have not happened, and the calls. */
    public void renewFaults() {
        faults = new GcsFaults();
        calls.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Waits until nothing is being done any more, not even what a client has lost patience with. */
    public void awaitRest() {
        underWay.awaitAdvance(underWay.arrive());
    }

    private void handle(HttpExchange exchange) throws IOException {
        underWay.register();
        try {
            serve(exchange);
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        GcsRequest request = new GcsRequest(exchange);
        try {
            GcsOperation operation = operation(request);
            GcsCall call = GcsCall.of(operation, request);
            calls.add(call);
            call.requireDocumented();
            if (readersPay) {
                call.requirePayer();
            }
            if (requiredToken != null
                    && operation != GcsOperation.XML
                    && !("Bearer " + requiredToken).equals(request.header("Authorization"))) {
                throw new GcsProblem(401, "authError", "Invalid Credentials");
            }
            requireNotLeftOut(operation, request);
            settings.require(operation);
            Fault fault = faults.next(operation);
            switch (fault) {
                case UNAVAILABLE -> throw new GcsProblem(503, "backendError", "Service unavailable");
                case TOO_MANY_REQUESTS -> throw new GcsProblem(429, "rateLimitExceeded", "Slow down");
                case FORBIDDEN -> throw new GcsProblem(403, "forbidden", "No access to this object");
                case NOT_FOUND -> throw new GcsProblem(404, "notFound", "Not Found");
                case GONE -> throw new GcsProblem(410, "gone", "The upload session is not available.");
                case UNAUTHORIZED -> {
                    request.setHeader("WWW-Authenticate", "Bearer realm=\"test\", error=\"invalid_token\"");
                    throw new GcsProblem(401, "authError", "Invalid Credentials");
                }
                case RESET -> request.hangUp();
                case STALL -> {
                    Thread.sleep(STALL.toMillis());
                    run(operation, request, Fault.LOST_ANSWER);
                }
                default -> run(operation, request, fault);
            }
        } catch (InterruptedException e) {
            request.hangUp();
        } catch (GcsProblem e) {
            request.answer(e.status(), e.toJson());
        } catch (RuntimeException e) {
            request.answer(500, new GcsProblem(500, "internalError", e.toString()).toJson());
        }
    }

    private void run(GcsOperation operation, GcsRequest request, Fault fault) throws IOException {
        boolean answer = fault != Fault.LOST_ANSWER;
        boolean changeAByte = fault == Fault.CHANGED_BYTE;
        List<String> path = request.path();
        switch (operation) {
            case INSERT -> answer(request, answer, withoutOmitted(operation, uploads.insert(request, changeAByte)));
            case START -> {
                request.setHeader("Location", uploads.start(request, endpoint().toString()));
                answer(request, answer, new JsonObject());
            }
            case CHUNK -> uploads.chunk(request, fault);
            case GET ->
                answer(request, answer, withoutOmitted(operation, objects.get(request, path.get(3), path.get(5))));
            case MEDIA -> media(request, fault);
            case LIST -> answer(request, answer, withoutOmitted(operation, objects.list(request, path.get(3))));
            case REWRITE -> answer(request, answer, objects.rewrite(request));
            case BUCKET_GET -> answer(request, answer, settings.get(path.get(3)));
            case BUCKET_CREATE -> answer(request, answer, settings.create(request.json()));
            case BUCKET_PATCH ->
                answer(
                        request,
                        answer,
                        settings.patch(path.get(3), request.json(), request.number("ifMetagenerationMatch")));
            case POLICY_GET -> answer(request, answer, settings.policy(path.get(3)));
            case POLICY_SET -> answer(request, answer, settings.setPolicy(path.get(3), request.json()));
            case PERMISSIONS ->
                answer(request, answer, settings.permitted(path.get(3), request.parameters("permissions")));
            case XML -> {
                if (!answer) {
                    request.loseAnswer();
                }
                signed.run(request, endpoint().toString());
            }
            case BATCH -> batch(request, answer);
            case MOVE -> answer(request, answer, objects.move(request));
            case PATCH -> answer(request, answer, objects.patch(request));
            case DELETE -> {
                objects.delete(request, path.get(3), path.get(5));
                if (answer) {
                    request.answer(204, new byte[0]);
                } else {
                    request.hangUp();
                }
            }
        }
    }

    private void batch(GcsRequest request, boolean answer) throws IOException {
        byte[] answers = new GcsBatchCalls(buckets, faults, calls, readersPay).run(request);
        if (answer) {
            request.setHeader("Content-Type", "multipart/mixed; boundary=" + GcsBatchCalls.BOUNDARY);
            request.answer(200, answers);
        } else {
            request.hangUp();
        }
    }

    private void media(GcsRequest request, Fault fault) throws IOException {
        int bucket = request.path().indexOf("b") + 1;
        objects.media(request, request.path().get(bucket), request.path().get(bucket + 2), fault);
    }

    private static void answer(GcsRequest request, boolean answer, JsonObject json) throws IOException {
        if (answer) {
            request.answer(200, json);
        } else {
            request.hangUp();
        }
    }

    private static GcsOperation operation(GcsRequest request) {
        String way = request.method() + " " + request.path().get(0);
        if (request.path().contains("rewriteTo") && way.equals("POST storage")) {
            return GcsOperation.REWRITE;
        }
        if (request.path().contains("moveTo") && way.equals("POST storage")) {
            return GcsOperation.MOVE;
        }
        boolean isResumable = "resumable".equals(request.parameter("uploadType"));
        return switch (way) {
            case "POST upload" -> isResumable ? GcsOperation.START : GcsOperation.INSERT;
            case "POST batch" -> GcsOperation.BATCH;
            case "PUT upload" -> GcsOperation.CHUNK;
            case "GET download" -> GcsOperation.MEDIA;
            case "DELETE storage" -> GcsOperation.DELETE;
            case "POST storage" -> GcsOperation.BUCKET_CREATE;
            case "PATCH storage" -> request.path().size() == 4 ? GcsOperation.BUCKET_PATCH : GcsOperation.PATCH;
            case "PUT storage" -> GcsOperation.POLICY_SET;
            case "GET storage" -> reading(request);
            default -> GcsOperation.XML;
        };
    }

    private static GcsOperation reading(GcsRequest request) {
        return switch (request.path().size()) {
            case 4 -> GcsOperation.BUCKET_GET;
            case 5 -> request.path().get(4).equals("iam") ? GcsOperation.POLICY_GET : GcsOperation.LIST;
            default -> {
                if (request.path().get(4).equals("iam")) {
                    yield GcsOperation.PERMISSIONS;
                }
                yield "media".equals(request.parameter("alt")) ? GcsOperation.MEDIA : GcsOperation.GET;
            }
        };
    }
}
