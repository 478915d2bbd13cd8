package io.loist.examples.quarkus;

import io.loist.db.LoistDatabase;
import io.loist.examples.hosts.TransactionsContract;
import io.loist.library.Loist;
import io.loist.testing.Integration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import javax.sql.DataSource;

@Integration
@QuarkusTest
@QuarkusTestResource(HostSettings.class)
class TransactionsTest extends TransactionsContract {

    @Inject
    Shop shop;

    @Inject
    Loist loist;

    @Inject
    LoistDatabase database;

    @Inject
    DataSource dataSource;

    @Override
    protected Loist loist() {
        return loist;
    }

    @Override
    protected LoistDatabase database() {
        return database;
    }

    @Override
    protected LoistDatabase unaware() {
        return LoistDatabase.create(dataSource);
    }

    @Override
    protected <T> T sell(String note, Supplier<T> call) {
        return shop.sell(note, call);
    }

    @Override
    protected long sales(String note) {
        return shop.sales(note);
    }
}
