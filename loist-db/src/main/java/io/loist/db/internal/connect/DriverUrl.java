package io.loist.db.internal.connect;

import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The text of a URL of the driver: what of it may be shown, and whether the driver understands it. */
final class DriverUrl {

    private static final Pattern ADDRESS =
            Pattern.compile("jdbc:postgresql:(//[A-Za-z0-9.,:_%\\[\\]-]*/)?[A-Za-z0-9_.+%-]*");
    private static final Pattern HOSTS = Pattern.compile(
            "jdbc:postgresql:(?!//)|jdbc:postgresql://((\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9_.-]*)(:\\d{1,5})?,?)*/");

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.,:/+%-]*");

    /** Parameters whose values are no secrets. */
    private static final Set<String> SHOWN = Set.of(
            "user",
            "sslmode",
            "ssl",
            "sslrootcert",
            "targetServerType",
            "loadBalanceHosts",
            "prepareThreshold",
            "ApplicationName",
            "connectTimeout",
            "socketTimeout",
            "loginTimeout",
            "tcpKeepAlive",
            "currentSchema",
            "socketFactory",
            "cloudSqlInstance",
            "ipTypes");

    private DriverUrl() {}

    /** Refuses a URL that the driver would not understand; the message repeats nothing of it, because a password may be anywhere. */
    static void check(String name, String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(name + " must begin with jdbc:postgresql:");
        }
        String address = url.split("\\?", 2)[0];
        // Before the driver reads it, which logs what it does not understand
        if (!HOSTS.matcher(address).lookingAt()
                || address.contains("@")
                || Driver.parseURL(url, new Properties()) == null) {
            throw new IllegalArgumentException(name + " must be of the form"
                    + " jdbc:postgresql://host:port/database?user=name&password=secret, with %26, %25 and so on for special"
                    + " characters; user and password cannot stand before the host");
        }
    }

    /** Returns a URL without what could be a secret: only parameters whose values are none are shown with them. */
    static String shown(String url) {
        String[] parts = url.split("\\?", 2);
        Matcher address = ADDRESS.matcher(parts[0]);
        String shown = address.matches() ? parts[0] : "jdbc:postgresql:****";
        return parts.length == 1
                ? shown
                : shown
                        + Arrays.stream(parts[1].split("&"))
                                .map(DriverUrl::shownParameter)
                                .collect(Collectors.joining("&", "?", ""));
    }

    private static String shownParameter(String parameter) {
        String[] parts = parameter.split("=", 2);
        boolean open = SHOWN.contains(parts[0])
                && parts.length == 2
                && VALUE.matcher(parts[1]).matches();
        if (open) {
            return parameter;
        }
        return PGProperty.forName(parts[0]) == null ? "****" : parts[0] + "=****";
    }
}
