package io.loist.signing.internal.policy;

/** What a policy demands of a form. */
public sealed interface PolicyCondition {

    /** Returns the condition as it stands in a policy document. */
    String json();

    /**
     * A field must have a value.
     *
     * @param field the field's name
     * @param value the only value it may have
     */
    record Equal(String field, String value) implements PolicyCondition {

        @Override
        public String json() {
            return "{" + PolicyJson.quoted(field) + ":" + PolicyJson.quoted(value) + "}";
        }
    }

    /**
     * A field's value must begin with a text.
     *
     * @param field the field's name
     * @param prefix what its value begins with; any value will do if it is empty
     */
    record StartsWith(String field, String prefix) implements PolicyCondition {

        static final String OPERATOR = "starts-with";

        @Override
        public String json() {
            return "[" + PolicyJson.quoted(OPERATOR) + "," + PolicyJson.quoted("$" + field) + ","
                    + PolicyJson.quoted(prefix) + "]";
        }
    }

    /**
     * The file's size must be in a range.
     *
     * @param min the least number of bytes
     * @param max the greatest
     */
    record SizeBetween(long min, long max) implements PolicyCondition {

        static final String OPERATOR = "content-length-range";

        @Override
        public String json() {
            return "[" + PolicyJson.quoted(OPERATOR) + "," + min + "," + max + "]";
        }
    }
}
