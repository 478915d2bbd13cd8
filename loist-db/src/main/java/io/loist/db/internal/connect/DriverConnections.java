package io.loist.db.internal.connect;

import io.loist.db.internal.jdbc.ConnectFailure;
import io.loist.db.internal.jdbc.ConnectionFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** Makes connections with the driver; the password is asked for each of them, because secrets rotate. */
final class DriverConnections extends ConnectionFactory {

    private final DatabaseAddress address;
    private final String url;
    private final Properties properties;
    private final @Nullable Supplier<String> password;

    DriverConnections(DatabaseAddress address, Properties properties, @Nullable Supplier<String> password) {
        this.address = address;
        this.url = "jdbc:postgresql://" + address.hosts() + '/'
                + URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
        this.properties = properties;
        this.password = password;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        String secret = password == null ? null : password.get();
        if (secret != null) {
            all.setProperty("password", secret);
        }
        try {
            return Objects.requireNonNull(new Driver().connect(url, all));
        } catch (SQLException e) {
            throw new ConnectFailure(address.toString(), e);
        }
    }
}
