package io.loist.signing.internal.policy;

/** A condition that a policy imposes on a form. */
public sealed interface PolicyCondition {

    /** Returns the condition as JSON. */
    String json();

    /**
     * A field must have a given value.
     *
     * @param field the field's name
     * @param value the required value
     */
    record Equal(String field, String value) implements PolicyCondition {

        @Override
        public String json() {
            return "{" + PolicyJson.quoted(field) + ":" + PolicyJson.quoted(value) + "}";
        }
    }

    /**
     * A field's value must begin with a given text.
     *
     * @param field the field's name
     * @param prefix the required prefix; empty allows any value
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
     * @param min the minimum number of bytes
     * @param max the maximum number of bytes
     */
    record SizeBetween(long min, long max) implements PolicyCondition {

        static final String OPERATOR = "content-length-range";

        @Override
        public String json() {
            return "[" + PolicyJson.quoted(OPERATOR) + "," + min + "," + max + "]";
        }
    }
}
