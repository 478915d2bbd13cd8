package io.loist.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.examples.hosts.TransactionsContract;
import io.loist.library.Loist;
import io.loist.testing.Integration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

@Integration
@HostApplication
class TransactionsTest extends TransactionsContract {

    @Autowired
    private Shop shop;

    @Autowired
    private Loist loist;

    @Autowired
    private LoistDatabase database;

    @Autowired
    private DataSource dataSource;

    @Test
    void search_readOnlyTransaction_finds() {
        save("Zeta");

        assertThat(shop.look(() -> titles("zeta"))).containsExactly("Zeta");
    }

    @Override
    protected Loist loist() {
        return loist;
    }

    @Override
    protected LoistDatabase database() {
        return database;
    }

    /** What many a library wants in Spring. */
    @Override
    protected LoistDatabase unaware() {
        return LoistDatabase.create(new TransactionAwareDataSourceProxy(dataSource));
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
