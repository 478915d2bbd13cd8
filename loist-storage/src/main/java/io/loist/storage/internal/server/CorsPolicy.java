package io.loist.storage.internal.server;

import com.sun.net.httpserver.Headers;
import io.loist.storage.CorsRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may talk to a local media server, by the rules that Cloud Storage goes by: the first rule of the bucket that
 * names the origin and the method decides. A page that is refused learns nothing, so the developer does, once for each reason.
 *
 * @see <a href="https://cloud.google.com/storage/docs/cross-origin">Cross-origin resource sharing</a>
 */
public final class CorsPolicy {

    private static final int MAX_HINTS = 100;

    private final List<CorsRule> forAll;
    private final Map<String, List<CorsRule>> byBucket;
    private final Consumer<String> developer;
    private final Set<String> hints = ConcurrentHashMap.newKeySet();

    /** Creates a policy that tells a developer why a page was refused. */
    public CorsPolicy(List<CorsRule> forAll, Map<String, List<CorsRule>> byBucket, Consumer<String> developer) {
        this.forAll = List.copyOf(forAll);
        this.byBucket = Map.copyOf(byBucket);
        this.developer = developer;
    }

    /**
     * What a browser asks on behalf of a page.
     *
     * @param bucket the bucket it wants to talk to
     * @param origin the page's origin, or an empty text for an upload session that no page started
     * @param method what it wants to do
     * @param headers which headers it wants to send, if that is what it asks
     */
    record Question(String bucket, String origin, String method, List<String> headers) {}

    /** Says in an answer whether the page may read it. */
    void answer(Question question, Headers answer) {
        CorsRule rule = decide(question, answer);
        if (rule != null && !rule.headers().isEmpty()) {
            answer.set("Access-Control-Expose-Headers", String.join(", ", rule.headers()));
        }
    }

    /** Says in the answer to a preflight request whether the page may make the request it asks about. */
    void answerPreflight(Question question, Headers answer) {
        CorsRule rule = decide(question, answer);
        if (rule != null) {
            answer.set("Access-Control-Allow-Methods", String.join(", ", rule.methods()));
            answer.set("Access-Control-Max-Age", Long.toString(rule.maxAge().toSeconds()));
            List<String> headers = rule.headers().contains("*") ? question.headers() : rule.headers();
            if (!headers.isEmpty()) {
                answer.set("Access-Control-Allow-Headers", String.join(", ", headers));
            }
        }
    }

    private @Nullable CorsRule decide(Question question, Headers answer) {
        List<CorsRule> rules = byBucket.getOrDefault(question.bucket(), forAll);
        if (!rules.isEmpty()) {
            answer.set("Vary", "Origin");
        }
        for (CorsRule rule : rules) {
            if (names(rule.origins(), question.origin()) && rule.methods().contains(question.method())) {
                return decide(rule, question, answer);
            }
        }
        hint(
                question,
                rules.isEmpty() ? "no rule is set" : "no rule names that origin with " + word(question.method()));
        return null;
    }

    private @Nullable CorsRule decide(CorsRule rule, Question question, Headers answer) {
        for (String header : question.headers()) {
            if (!namesHeader(rule, header)) {
                hint(question, "the rule for it does not name the header " + word(header));
                return null;
            }
        }
        answer.set("Access-Control-Allow-Origin", rule.origins().contains("*") ? "*" : question.origin());
        return rule;
    }

    private static boolean names(List<String> origins, String origin) {
        return origins.contains("*") || origins.contains(origin);
    }

    private static boolean namesHeader(CorsRule rule, String header) {
        return rule.headers().stream().anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(header));
    }

    private void hint(Question question, String reason) {
        if (question.origin().isEmpty()) {
            hintAtSession();
            return;
        }
        String origin = word(question.origin());
        String bucket = word(question.bucket());
        if (hints.size() < MAX_HINTS && hints.add(bucket + " " + origin + " " + reason)) {
            developer.accept("A web page of " + origin + " may not use bucket " + bucket
                    + " of the local media server: " + reason
                    + ". If it should, start the server with .cors(CorsRule.forPlayers(\"" + origin
                    + "\")) or a rule of your own, and give the bucket in the cloud the same rule.");
        }
    }

    private void hintAtSession() {
        if (hints.add("")) {
            developer.accept(
                    "A web page may not use an upload session of the local media server that was started without an Origin"
                            + " header, unless a rule allows every origin. Send the page's origin with the request that starts the"
                            + " session, as in Origin: http://localhost:3000; Cloud Storage needs it, too.");
        }
    }

    /** Lets nothing into the log that a client could forge a line or hide a secret with. */
    private static String word(String text) {
        return text.length() <= 100 && text.matches("[A-Za-z0-9.:/_-]+") ? text : "(not a name)";
    }
}
