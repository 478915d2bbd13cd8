package io.loist.db.internal.connect;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values given to a builder: directly, as properties, or as environment variables. The first of these that has a value wins. */
public final class DatabaseSettings {

    /** Where a value comes from, in order of precedence. */
    private enum Source {
        BUILDER,
        PROPERTIES,
        ENVIRONMENT;

        String nameOf(DatabaseSetting setting) {
            return switch (this) {
                case BUILDER -> setting.builderName();
                case PROPERTIES -> setting.propertyName();
                case ENVIRONMENT -> setting.environmentName();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Source, Map<DatabaseSetting, String>> given = new EnumMap<>(Source.class);
    private @Nullable Supplier<String> password;
    private @Nullable Object poolMetrics;

    public DatabaseSettings() {
        for (Source source : Source.values()) {
            given.put(source, new EnumMap<>(DatabaseSetting.class));
        }
    }

    public void set(DatabaseSetting setting, String value) {
        put(Source.BUILDER, setting, Objects.requireNonNull(value, setting.builderName()));
    }

    public void password(Supplier<String> supplier) {
        this.password = Objects.requireNonNull(supplier, "password");
    }

    public void poolMetrics(Object registry) {
        this.poolMetrics = Objects.requireNonNull(registry, "registry");
    }

    /** Returns the registry that HikariCP keeps its metrics in, or null if there is none. */
    @Nullable
    Object poolMetrics() {
        return poolMetrics;
    }

    public void properties(Properties properties) {
        Map<String, String> left = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(DatabaseSetting.PROPERTY_PREFIX)) {
                left.put(name, properties.getProperty(name));
            }
        }
        putAll(Source.PROPERTIES, left);
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("Unknown properties " + left.keySet() + "; those that begin with "
                    + DatabaseSetting.PROPERTY_PREFIX + " are listed at LoistDatabaseBuilder.environment");
        }
    }

    public void environment(Map<String, String> environment) {
        putAll(Source.ENVIRONMENT, new HashMap<>(environment));
    }

    /** Moves the values of known settings from the map to this object. */
    private void putAll(Source source, Map<String, String> values) {
        for (DatabaseSetting setting : DatabaseSetting.values()) {
            String value = values.remove(source.nameOf(setting));
            // Shells and containers often pass an absent value as an empty variable
            if (value != null && !value.isBlank()) {
                put(source, setting, value);
            }
        }
    }

    private void put(Source source, DatabaseSetting setting, String value) {
        setting.check(source.nameOf(setting), value);
        values(source).put(setting, value);
    }

    @Nullable
    String text(DatabaseSetting setting) {
        Source source = source(setting);
        return source == null ? setting.standard() : values(source).get(setting);
    }

    public long number(DatabaseSetting setting) {
        return Long.parseLong(Objects.requireNonNull(text(setting)).strip());
    }

    /** Returns the supplier of the password, or null if there is none. */
    @Nullable
    public Supplier<String> password() {
        String fixed = text(DatabaseSetting.PASSWORD);
        return password != null || fixed == null ? password : () -> fixed;
    }

    public boolean has(DatabaseSetting setting) {
        return text(setting) != null;
    }

    public boolean hasAddress() {
        return address() != null;
    }

    /** Returns the setting that holds the address of the database, or null if none does. */
    @Nullable
    DatabaseSetting address() {
        for (Source source : Source.values()) {
            DatabaseSetting found = null;
            for (DatabaseSetting setting : values(source).keySet()) {
                if (setting.isAddress()) {
                    if (found != null) {
                        throw new IllegalStateException("A database has one address, but two were given: "
                                + source.nameOf(found) + " and " + source.nameOf(setting) + "; remove one of them");
                    }
                    found = setting;
                }
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Returns a line for each setting that has a value: its environment name, its value, and the source of the value. */
    public String explain() {
        Map<DatabaseSetting, String> lines = new LinkedHashMap<>();
        for (DatabaseSetting setting : DatabaseSetting.values()) {
            Source source = source(setting);
            String value = counts(setting) ? text(setting) : null;
            if (setting == DatabaseSetting.PASSWORD && password != null) {
                lines.put(setting, "**** (builder password)");
            } else if (source != null && value != null) {
                lines.put(setting, setting.shown(value) + " (" + source + " " + source.nameOf(setting) + ")");
            } else if (value != null) {
                lines.put(setting, value + " (default)");
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach((setting, line) -> text.append(setting.environmentName())
                .append(" = ")
                .append(line)
                .append('\n'));
        return text.toString();
    }

    /** Returns whether a setting applies to the kind of address that was given. */
    private boolean counts(DatabaseSetting setting) {
        DatabaseSetting address = address();
        return switch (setting) {
            case URL, HOST, CONNECTION_NAME -> setting == address;
            case PORT -> address == DatabaseSetting.HOST;
            case SSL_MODE, SSL_ROOT_CERT, SSL_CERT, SSL_KEY -> address != DatabaseSetting.CONNECTION_NAME;
            case IP_TYPES -> address == DatabaseSetting.CONNECTION_NAME;
            case POOLER -> source(setting) != null;
            case NAME -> address != DatabaseSetting.URL;
            default -> true;
        };
    }

    private @Nullable Source source(DatabaseSetting setting) {
        for (Source source : Source.values()) {
            if (values(source).containsKey(setting)) {
                return source;
            }
        }
        return null;
    }

    private Map<DatabaseSetting, String> values(Source source) {
        return Objects.requireNonNull(given.get(source));
    }
}
