package io.loist.db.internal.catalog;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.ledger.CatalogFold;
import io.loist.testing.Integration;

/** The same promises with upkeep after each change. */
@Integration
class FoldedCatalogChangesTest extends PostgresCatalogChangesTest {

    @Override
    protected void maintain() {
        new CatalogFold(new Scope(SchemaName.of("loist"), "default")).run(new Jdbc(POSTGRES.dataSource()));
    }
}
