package io.loist.db.internal.connect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The address of the database, as a URL and properties of the driver: a host, a proxy on this machine, or a Cloud SQL instance
 * through Google's connector.
 *
 * @param url the driver's URL
 * @param properties the driver's properties beyond those in the URL
 */
public record DatabaseAddress(String url, Map<String, String> properties) {

    private static final String CONNECTOR = "com.google.cloud.sql.postgres.SocketFactory";

    public DatabaseAddress {
        properties = Map.copyOf(properties);
    }

    public static DatabaseAddress of(DatabaseSettings settings) {
        DatabaseSetting kind = settings.address();
        if (kind == null) {
            throw new IllegalStateException("no address of a database was given");
        }
        String value = require(settings, kind);
        return switch (kind) {
            case HOST -> host(value, settings);
            case CONNECTION_NAME -> cloudSql(value, settings);
            default -> new DatabaseAddress(value, Map.of());
        };
    }

    private static DatabaseAddress host(String host, DatabaseSettings settings) {
        String inUrl = host.indexOf(':') >= 0 && !host.startsWith("[") ? '[' + host + ']' : host;
        String url =
                "jdbc:postgresql://" + inUrl + ':' + settings.number(DatabaseSetting.PORT) + '/' + database(settings);
        Map<String, String> properties = new LinkedHashMap<>();
        String mode = settings.text(DatabaseSetting.SSL_MODE);
        String certificate = settings.text(DatabaseSetting.SSL_ROOT_CERT);
        if (mode == null && !isThisMachine(host)) {
            mode = "verify-full";
        }
        if (mode != null) {
            properties.put("sslmode", mode);
        }
        if (certificate != null) {
            properties.put("sslrootcert", certificate);
        } else if (mode != null && mode.startsWith("verify")) {
            // By default the driver reads a file in the home directory, which services do not have
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return new DatabaseAddress(url, properties);
    }

    private static DatabaseAddress cloudSql(String instance, DatabaseSettings settings) {
        requireConnector();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("socketFactory", CONNECTOR);
        properties.put("cloudSqlInstance", instance);
        // Renew certificates on demand: platforms that throttle idle services do not run background threads
        properties.put("cloudSqlRefreshStrategy", "lazy");
        // The connector encrypts and verifies; the driver must not do so again
        properties.put("sslmode", "disable");
        if (settings.password() == null) {
            properties.put("enableIamAuth", "true");
        }
        return new DatabaseAddress("jdbc:postgresql:///" + database(settings), properties);
    }

    private static void requireConnector() {
        try {
            Class.forName(CONNECTOR, false, DatabaseAddress.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "Connecting to a Cloud SQL instance by name needs Google's connector; add the dependency"
                            + " com.google.cloud.sql:postgres-socket-factory, or run the Cloud SQL Auth Proxy and set "
                            + DatabaseSetting.HOST.environmentName() + " to its address",
                    e);
        }
    }

    private static String database(DatabaseSettings settings) {
        return URLEncoder.encode(require(settings, DatabaseSetting.NAME), StandardCharsets.UTF_8);
    }

    private static String require(DatabaseSettings settings, DatabaseSetting setting) {
        @Nullable String value = settings.text(setting);
        if (value == null) {
            throw new IllegalStateException("The address of the database is incomplete; set "
                    + setting.environmentName() + " or " + setting.propertyName());
        }
        return value;
    }

    private static boolean isThisMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.matches("127(\\.\\d{1,3}){3}") || name.matches("\\[?::1]?");
    }
}
