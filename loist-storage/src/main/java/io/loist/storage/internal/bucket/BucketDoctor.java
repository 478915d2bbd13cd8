package io.loist.storage.internal.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.object.ObjectLayout;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One examination of a bucket: does with a temporary object what a music library does with its objects, and reports what fails and
 * how to correct it.
 */
public final class BucketDoctor {

    private static final byte[] CONTENT =
            "A temporary object of loist's bucket check; it can be deleted.".getBytes(UTF_8);

    /** The permissions that the store's calls need, each with Google's narrowest role that contains it. */
    private static final Map<String, String> PERMISSIONS = permissions();

    private final BucketApi api;
    private final ObjectStore store;
    private final String bucket;
    private final String account;
    private final SignedUrlService urls;
    private final ObjectRef object;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Prepares the examination.
     *
     * @param account the account that the store acts as, for the remedies
     */
    public BucketDoctor(BucketApi api, ObjectStore store, String account, SignedUrlService urls) {
        this.api = api;
        this.store = store;
        this.bucket = api.bucket();
        this.account = account;
        this.urls = urls;
        this.object = new ObjectRef(bucket, ObjectLayout.TEMPORARY_PREFIX + "loist-doctor-" + UUID.randomUUID());
    }

    /**
     * The result of one step.
     *
     * @param problem empty if the step succeeded
     * @param remedy empty if the step succeeded
     */
    public record Finding(String step, String problem, String remedy) {

        static Finding success(String step) {
            return new Finding(step, "", "");
        }
    }

    /** Runs the steps, and stops writing, reading and deleting if the first of these fails. */
    public List<Finding> run() {
        attempt("bucket", this::checkPermissions);
        boolean written = attempt(
                "write",
                () -> store.put(Upload.builder(object, CONTENT)
                        .contentType("text/plain")
                        .build()));
        if (written) {
            attempt("read", this::read);
            fetch();
            attempt("delete", this::delete);
        }
        return findings;
    }

    private void checkPermissions() {
        List<String> permitted = api.permitted(List.copyOf(PERMISSIONS.keySet()));
        PERMISSIONS.forEach((permission, role) -> findings.add(
                permitted.contains(permission)
                        ? Finding.success("permission " + permission)
                        : new Finding("permission " + permission, account + " does not have it", grant(role))));
    }

    private void read() throws IOException {
        try (InputStream in = store.read(object)) {
            if (!Arrays.equals(in.readAllBytes(), CONTENT)) {
                throw new IOException("the bytes differ from what was written");
            }
        }
    }

    private void fetch() {
        SignedUrl[] signed = new SignedUrl[1];
        if (attempt("sign", () -> signed[0] = urls.sign(download()))) {
            attempt("fetch by signed URL", () -> SignedUrlFetch.requireContent(signed[0], CONTENT));
        }
    }

    /** Of a bucket whose readers pay, a URL must name the project that does. */
    private SignedUrlRequest download() {
        SignedUrlRequest.Builder request = SignedUrlRequest.get(object);
        String payer = api.userProject();
        return payer == null
                ? request.build()
                : request.queryParameter("userProject", payer).build();
    }

    private void delete() throws IOException {
        store.delete(object);
        if (store.exists(object)) {
            throw new IOException(object + " is still there");
        }
    }

    /** Runs one step, and adds its finding. */
    private boolean attempt(String step, Attempt attempt) {
        try {
            attempt.run();
            findings.add(Finding.success(step));
            return true;
        } catch (SignedUrlFetch.UrlRefusedException e) {
            findings.add(new Finding(step, "the URL was refused with " + e.getMessage(), e.remedy()));
        } catch (ObjectStoreException e) {
            findings.add(new Finding(step, String.valueOf(e.getMessage()), remedy(step, e)));
        } catch (LoistException e) {
            findings.add(new Finding(
                    step,
                    String.valueOf(e.getMessage()),
                    "see the message; the signer needs a usable key, or without one the role"
                            + " roles/iam.serviceAccountTokenCreator on its own account"));
        } catch (IOException e) {
            findings.add(new Finding(
                    step, e.getClass().getSimpleName() + ": " + withoutQuery(e), "try again, and check the network"));
        } catch (RuntimeException e) {
            findings.add(new Finding(
                    step,
                    "it failed unexpectedly with " + e.getClass().getName(),
                    "check how the store and the signer are set up"));
        }
        return false;
    }

    private String remedy(String step, ObjectStoreException e) {
        return switch (e.reason()) {
            case PERMISSION_DENIED ->
                grant("read".equals(step) ? "roles/storage.objectViewer" : "roles/storage.objectUser");
            case NOT_FOUND -> "create the bucket with BucketSetup.apply(), or correct its name";
            case UNAVAILABLE -> "try again; check the network, the proxy and the endpoint of the store";
            default -> "see the message";
        };
    }

    private String grant(String role) {
        String member = account.contains("@") ? "serviceAccount:" + account : "serviceAccount:YOUR-ACCOUNT";
        return "gcloud storage buckets add-iam-policy-binding gs://" + bucket + " --member=" + member + " --role="
                + role;
    }

    /** Removes the signature, which must not appear in a report. */
    private static String withoutQuery(IOException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\?\\S*", "?[hidden]");
    }

    private static Map<String, String> permissions() {
        Map<String, String> permissions = new LinkedHashMap<>();
        permissions.put("storage.objects.get", "roles/storage.objectViewer");
        permissions.put("storage.objects.list", "roles/storage.objectViewer");
        permissions.put("storage.objects.create", "roles/storage.objectUser");
        permissions.put("storage.objects.delete", "roles/storage.objectUser");
        permissions.put("storage.objects.move", "roles/storage.objectUser");
        return permissions;
    }

    private interface Attempt {
        void run() throws IOException;
    }
}
