package io.loist.signing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.loist.object.ObjectRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * One of Google's own examples of a POST policy.
 *
 * @param description what it is an example of
 * @param input what goes in
 * @param output what has to come out
 */
record PolicyVector(String description, ConformanceVector input, ConformanceVector output) {

    /** Returns all examples. */
    static List<PolicyVector> all() {
        return StreamSupport.stream(
                        ConformanceVector.read("v4_signatures.json")
                                .getAsJsonArray("postPolicyV4Tests")
                                .spliterator(),
                        false)
                .map(element -> of(element.getAsJsonObject()))
                .toList();
    }

    private static PolicyVector of(JsonObject json) {
        return new PolicyVector(
                json.get("description").getAsString(),
                new ConformanceVector(json.getAsJsonObject("policyInput")),
                new ConformanceVector(json.getAsJsonObject("policyOutput")));
    }

    SignedFormRequest request() {
        SignedFormRequest.Builder request = SignedFormRequest.builder(object()).lifetime(input.lifetime());
        if (input.has("conditions")) {
            JsonObject conditions = input.json().getAsJsonObject("conditions");
            for (String kind : conditions.keySet()) {
                JsonArray operands = conditions.getAsJsonArray(kind);
                switch (kind) {
                    case "startsWith" ->
                        request.startsWith(
                                operands.get(0).getAsString().substring(1),
                                operands.get(1).getAsString());
                    case "contentLengthRange" ->
                        request.size(
                                operands.get(0).getAsLong(), operands.get(1).getAsLong());
                    default -> throw new AssertionError("a condition this test does not know: " + kind);
                }
            }
        }
        input.map("fields").forEach(request::field);
        return request.build();
    }

    ObjectRef object() {
        return new ObjectRef(input.text("bucket"), input.text("object"));
    }

    Map<String, String> expectedFields() {
        return output.map("fields");
    }

    /** Returns the fields that a page sends: those expected, and those of which the policy demands only the beginning. */
    Map<String, String> submittedFields() {
        Map<String, String> fields = new LinkedHashMap<>(expectedFields());
        if (output.text("expectedDecodedPolicy").contains("\"$acl\",\"public\"")) {
            fields.put("acl", "public-read");
        }
        return fields;
    }

    /** Returns a size that the policy allows. */
    long size() {
        return output.text("expectedDecodedPolicy").contains("content-length-range") ? 246 : 0;
    }

    @Override
    public String toString() {
        return description;
    }
}
