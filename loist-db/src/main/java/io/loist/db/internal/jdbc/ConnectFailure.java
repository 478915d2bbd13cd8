package io.loist.db.internal.jdbc;

import java.sql.SQLException;

/** A connection could not be made; says to where. */
public final class ConnectFailure extends SQLException {

    private static final long serialVersionUID = 1L;

    private final String address;

    public ConnectFailure(String address, SQLException cause) {
        super("no connection to " + address, cause.getSQLState(), cause.getErrorCode(), cause);
        this.address = address;
    }

    String address() {
        return address;
    }
}
