package io.loist.storage.internal.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of an object a request asks for (RFC 9110 §14).
 *
 * @param kind whether it is all of it, a part, or one that the object does not have
 * @param offset the first byte
 * @param length how many bytes
 */
public record RequestedRange(Kind kind, long offset, long length) {

    private static final Pattern SINGLE = Pattern.compile("(?i)bytes[ \t]*=[ \t]*([0-9]*)[ \t]*-[ \t]*([0-9]*)[ \t]*");

    /** What a Range header comes to. */
    public enum Kind {
        WHOLE,
        PART,
        UNSATISFIABLE
    }

    /** Returns all of an object of that size. */
    static RequestedRange whole(long size) {
        return new RequestedRange(Kind.WHOLE, 0, size);
    }

    /**
     * Reads a Range header. One that is not understood, one of several ranges, and any of an empty object come to the whole: a
     * server may always send more than it was asked for.
     */
    static RequestedRange parse(String header, long size) {
        Matcher range = SINGLE.matcher(header);
        if (size == 0 || !range.matches()) {
            return whole(size);
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? whole(size) : suffix(number(last), size);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < from) {
            return whole(size);
        }
        return from >= size ? unsatisfiable() : part(from, Math.min(to, size - 1) - from + 1);
    }

    private static RequestedRange suffix(long count, long size) {
        return count == 0 ? unsatisfiable() : part(size - Math.min(count, size), Math.min(count, size));
    }

    private static RequestedRange part(long offset, long length) {
        return new RequestedRange(Kind.PART, offset, length);
    }

    private static RequestedRange unsatisfiable() {
        return new RequestedRange(Kind.UNSATISFIABLE, 0, 0);
    }

    /** Returns a number, or the greatest one there is for any that is greater. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }

    /** Returns the Content-Range of this part of so many bytes. */
    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }
}
