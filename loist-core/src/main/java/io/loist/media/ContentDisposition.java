package io.loist.media;

/** Writes Content-Disposition values for any file name (RFC 6266, RFC 8187). */
final class ContentDisposition {

    private ContentDisposition() {}

    /**
     * Returns the value that makes a browser save a body under a name: the name as it is, in UTF-8, and one in plain ASCII for
     * clients that know no better. Folders in the name are left out.
     */
    static String attachment(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        StringBuilder ascii = new StringBuilder(name.length());
        name.codePoints()
                .forEach(c -> ascii.append(c < 0x20 || c > 0x7E || c == '"' || c == '\\' || c == '%' ? '_' : (char) c));
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + PercentCoding.encode(name);
    }
}
