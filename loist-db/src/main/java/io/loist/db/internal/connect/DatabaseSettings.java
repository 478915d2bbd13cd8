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

/** The values that a builder was given, directly, as properties and as an environment: the first of these that has one counts. */
public final class DatabaseSettings {

    /** Where a value comes from, the strongest first. */
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

    public void properties(Properties properties) {
        Map<String, String> left = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(DatabaseSetting.PROPERTY_PREFIX)) {
                left.put(name, properties.getProperty(name));
            }
        }
        putAll(Source.PROPERTIES, left);
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no properties " + left.keySet() + "; those there are begin with "
                            + DatabaseSetting.PROPERTY_PREFIX + " and are listed in LoistDatabaseBuilder.properties");
        }
    }

    public void environment(Map<String, String> environment) {
        putAll(Source.ENVIRONMENT, new HashMap<>(environment));
    }

    /** Takes what it knows out of the values. */
    private void putAll(Source source, Map<String, String> values) {
        for (DatabaseSetting setting : DatabaseSetting.values()) {
            String value = values.remove(source.nameOf(setting));
            // An empty variable is how a shell or a container says that there is none
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

    /** Returns where the password comes from, or null if there is none. */
    @Nullable
    public Supplier<String> password() {
        String fixed = text(DatabaseSetting.PASSWORD);
        return password != null || fixed == null ? password : () -> fixed;
    }

    public boolean hasAddress() {
        return address() != null;
    }

    /** Returns which of the settings says where the database is, or null if none does. */
    @Nullable
    DatabaseSetting address() {
        for (Source source : Source.values()) {
            DatabaseSetting found = null;
            for (DatabaseSetting setting : values(source).keySet()) {
                if (setting.isAddress()) {
                    if (found != null) {
                        throw new IllegalStateException("A database is at one address, but there are "
                                + source.nameOf(found) + " and " + source.nameOf(setting) + "; leave one of them out");
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

    /** Returns a line for each setting that has a value: its name in the environment, the value, and where that is from. */
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

    /** Returns whether a setting has a say, the address being what it is. */
    private boolean counts(DatabaseSetting setting) {
        DatabaseSetting address = address();
        return switch (setting) {
            case URL, HOST, CONNECTION_NAME -> setting == address;
            case PORT, SSL_MODE, SSL_ROOT_CERT -> address == DatabaseSetting.HOST;
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
