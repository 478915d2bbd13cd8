package io.loist.db.internal.connect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address of the database, as properties of the driver: hosts, a proxy on this machine, or a Cloud SQL instance through Google's
 * connector.
 *
 * @param hosts each with its port, separated by commas; empty for a Cloud SQL instance
 * @param database the name of the database
 * @param properties the other properties of the driver, user and password of a URL included
 */
public record DatabaseAddress(String hosts, String database, Map<String, String> properties) {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAddress.class);
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
            case HOST -> ofHosts(value, settings);
            case CONNECTION_NAME -> cloudSql(value, settings);
            default -> ofUrl(value, settings);
        };
    }

    /** Returns the address of the replica, or null if none was given. */
    static @Nullable DatabaseAddress ofReplica(DatabaseSettings settings) {
        String url = settings.text(DatabaseSetting.REPLICA_URL);
        if (url == null) {
            return null;
        }
        DatabaseAddress address = ofUrl(url, settings);
        Map<String, String> properties = new LinkedHashMap<>(address.properties);
        // What the settings say about the kind of server is about the primary
        properties.remove("targetServerType");
        Properties own = Objects.requireNonNull(Driver.parseURL(url, new Properties()));
        put(properties, "targetServerType", own.getProperty("targetServerType"));
        return new DatabaseAddress(address.hosts, address.database, properties);
    }

    private static DatabaseAddress ofHosts(String value, DatabaseSettings settings) {
        List<String> hosts = Arrays.stream(value.split(","))
                .map(host -> withPort(host.strip(), settings.number(DatabaseSetting.PORT)))
                .toList();
        Map<String, String> properties = new LinkedHashMap<>();
        boolean near = hosts.stream().allMatch(DatabaseAddress::isThisMachine);
        tls(properties, settings, near ? null : "verify-full");
        common(properties, settings);
        return new DatabaseAddress(String.join(",", hosts), require(settings, DatabaseSetting.NAME), properties);
    }

    /** Returns a host with its port: an IPv6 address in brackets. */
    private static String withPort(String host, long port) {
        if (host.startsWith("[")) {
            return host.endsWith("]") ? host + ':' + port : host;
        }
        int colon = host.indexOf(':');
        if (colon < 0) {
            return host + ':' + port;
        }
        return colon == host.lastIndexOf(':') ? host : '[' + host + "]:" + port;
    }

    private static DatabaseAddress ofUrl(String url, DatabaseSettings settings) {
        Properties parsed = Objects.requireNonNull(Driver.parseURL(url, new Properties()));
        Map<String, String> properties = new LinkedHashMap<>();
        parsed.stringPropertyNames().forEach(name -> properties.put(name, parsed.getProperty(name)));
        String[] names =
                Objects.requireNonNullElse(properties.remove("PGHOST"), "").split(",", -1);
        String[] ports =
                Objects.requireNonNullElse(properties.remove("PGPORT"), "5432").split(",", -1);
        String database = Objects.requireNonNullElse(properties.remove("PGDBNAME"), "");
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            hosts.add((names[i].isEmpty() ? "localhost" : names[i]) + ':' + ports[Math.min(i, ports.length - 1)]);
        }
        boolean near =
                properties.containsKey("socketFactory") || hosts.stream().allMatch(DatabaseAddress::isThisMachine);
        boolean saysNothing = !properties.containsKey("sslmode")
                && !properties.containsKey("ssl")
                && settings.text(DatabaseSetting.SSL_MODE) == null;
        boolean certificates =
                settings.text(DatabaseSetting.SSL_ROOT_CERT) != null || settings.text(DatabaseSetting.SSL_CERT) != null;
        tls(properties, settings, saysNothing && certificates && !near ? "verify-full" : null);
        if (saysNothing && !certificates && !near) {
            LOG.warn(
                    "The URL of the database says nothing about TLS, so that the connection to {} may be in plain text; set {}"
                            + " to verify-full, or sslmode in the URL.",
                    hosts,
                    DatabaseSetting.SSL_MODE.environmentName());
        }
        common(properties, settings);
        return new DatabaseAddress(String.join(",", hosts), database, properties);
    }

    /** Sets TLS as the settings say, whatever a URL says; with a default that may be null. */
    private static void tls(Map<String, String> properties, DatabaseSettings settings, @Nullable String standard) {
        String mode =
                Objects.requireNonNullElse(settings.text(DatabaseSetting.SSL_MODE), standard == null ? "" : standard);
        put(properties, "sslmode", mode);
        put(properties, "sslrootcert", settings.text(DatabaseSetting.SSL_ROOT_CERT));
        put(properties, "sslcert", settings.text(DatabaseSetting.SSL_CERT));
        put(properties, "sslkey", settings.text(DatabaseSetting.SSL_KEY));
        if (mode.startsWith("verify")
                && !properties.containsKey("sslrootcert")
                && !properties.containsKey("sslfactory")) {
            if (properties.containsKey("sslcert")) {
                throw new IllegalStateException(
                        "With a client certificate, the certificate of the server's authority must be"
                                + " named, too; set " + DatabaseSetting.SSL_ROOT_CERT.environmentName());
            }
            // By default the driver reads a file in the home directory, which services do not have
            properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
    }

    private static void common(Map<String, String> properties, DatabaseSettings settings) {
        put(properties, "targetServerType", settings.text(DatabaseSetting.TARGET_SERVER_TYPE));
        put(properties, "prepareThreshold", settings.text(DatabaseSetting.PREPARE_THRESHOLD));
    }

    private static void put(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            properties.put(name, value);
        }
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
        put(properties, "ipTypes", settings.text(DatabaseSetting.IP_TYPES));
        common(properties, settings);
        return new DatabaseAddress("", require(settings, DatabaseSetting.NAME), properties);
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

    private static String require(DatabaseSettings settings, DatabaseSetting setting) {
        @Nullable String value = settings.text(setting);
        if (value == null) {
            throw new IllegalStateException("The address of the database is incomplete; set "
                    + setting.environmentName() + " or " + setting.propertyName());
        }
        return value;
    }

    private static boolean isThisMachine(String hostAndPort) {
        String name = hostAndPort.substring(0, hostAndPort.lastIndexOf(':')).toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.matches("127(\\.\\d{1,3}){3}") || name.equals("[::1]");
    }

    /** Returns the address as messages show it. */
    @Override
    public String toString() {
        return hosts.isEmpty() ? String.valueOf(properties.get("cloudSqlInstance")) : hosts;
    }
}
