package io.loist.storage.internal.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Decides which web pages may use a local media server, by the rules of Cloud Storage: the first rule of the bucket that contains the
 * origin and the method applies. Browsers hide the reason of a refusal from the page, so it is logged once for the developer.
 *
 * @see <a href="https://cloud.google.com/storage/docs/cross-origin">Cross-origin resource sharing</a>
 */
public final class CorsPolicy {

    private static final int MAX_HINTS = 100;

    private final List<Rule> forAll;
    private final Map<String, List<Rule>> byBucket;
    private final Consumer<String> log;
    private final Set<String> hints = ConcurrentHashMap.newKeySet();

    /**
     * Creates a policy.
     *
     * @param forAll the rules of all buckets without rules of their own
     * @param byBucket the rules of buckets by name
     * @param log receives the reasons why pages were refused
     */
    public CorsPolicy(List<Rule> forAll, Map<String, List<Rule>> byBucket, Consumer<String> log) {
        this.forAll = List.copyOf(forAll);
        this.byBucket = Map.copyOf(byBucket);
        this.log = log;
    }

    /**
     * One entry of a bucket's cross-origin settings.
     *
     * @param origins the origins it applies to; {@code *} stands for all
     * @param methods the methods it allows, in upper case
     * @param headers the headers that pages may send and read; {@code *} stands for all
     * @param maxAge how long a browser may cache the answer to a preflight request
     */
    public record Rule(List<String> origins, List<String> methods, List<String> headers, Duration maxAge) {}

    /**
     * An access that a page attempts.
     *
     * @param bucket the bucket
     * @param origin the page's origin; empty for an upload session that was started without one
     * @param method the HTTP method
     * @param headers the headers that the page wants to send; empty unless it is a preflight request
     */
    record Access(String bucket, String origin, String method, List<String> headers) {}

    /** Adds the headers that allow the page to read the response, if it may. */
    void answer(Access access, HttpFields.Mutable answer) {
        Rule rule = decide(access, answer);
        if (rule != null && !rule.headers().isEmpty()) {
            answer.put("Access-Control-Expose-Headers", String.join(", ", rule.headers()));
        }
    }

    /** Adds the headers that allow the page to make the request that it asks about, if it may. */
    void answerPreflight(Access access, HttpFields.Mutable answer) {
        Rule rule = decide(access, answer);
        if (rule != null) {
            answer.put("Access-Control-Allow-Methods", String.join(", ", rule.methods()));
            answer.put("Access-Control-Max-Age", Long.toString(rule.maxAge().toSeconds()));
            List<String> headers = rule.headers().contains("*") ? access.headers() : rule.headers();
            if (!headers.isEmpty()) {
                answer.put("Access-Control-Allow-Headers", String.join(", ", headers));
            }
        }
    }

    private @Nullable Rule decide(Access access, HttpFields.Mutable answer) {
        List<Rule> rules = byBucket.getOrDefault(access.bucket(), forAll);
        if (!rules.isEmpty()) {
            answer.put("Vary", "Origin");
        }
        for (Rule rule : rules) {
            if (names(rule.origins(), access.origin()) && rule.methods().contains(access.method())) {
                return decide(rule, access, answer);
            }
        }
        hint(access, rules.isEmpty() ? "no rule is set" : "no rule contains that origin with " + word(access.method()));
        return null;
    }

    private @Nullable Rule decide(Rule rule, Access access, HttpFields.Mutable answer) {
        for (String header : access.headers()) {
            if (!namesHeader(rule, header)) {
                hint(access, "its rule does not contain the header " + word(header));
                return null;
            }
        }
        answer.put("Access-Control-Allow-Origin", rule.origins().contains("*") ? "*" : access.origin());
        return rule;
    }

    private static boolean names(List<String> origins, String origin) {
        return origins.contains("*") || origins.contains(origin);
    }

    private static boolean namesHeader(Rule rule, String header) {
        return rule.headers().stream().anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(header));
    }

    private void hint(Access access, String reason) {
        if (access.origin().isEmpty()) {
            hintAtSession();
            return;
        }
        String origin = word(access.origin());
        String bucket = word(access.bucket());
        if (hints.size() < MAX_HINTS && hints.add(bucket + " " + origin + " " + reason)) {
            log.accept("A web page of " + origin + " may not use bucket " + bucket
                    + " of the local media server: " + reason
                    + ". To allow it, start the server with .cors(CorsRule.forPlayers(\"" + origin
                    + "\")) or a rule of your own, and give the bucket in the cloud the same rule.");
        }
    }

    private void hintAtSession() {
        if (hints.add("")) {
            log.accept(
                    "A web page may not use an upload session of the local media server that was started without an Origin"
                            + " header, unless a rule allows every origin. Send the page's origin with the request that starts the"
                            + " session, as in Origin: http://localhost:3000; Cloud Storage requires it, too.");
        }
    }

    /** Replaces text with which a client could forge a log line or make a secret appear in the log. */
    private static String word(String text) {
        return text.length() <= 100 && text.matches("[A-Za-z0-9.:/_-]+") ? text : "(not a name)";
    }
}
